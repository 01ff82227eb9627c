package irb.drill;

import irb.drill.Drill.Ending;
import irb.drill.Drill.Expected;
import irb.drill.Drill.Script;
import irb.engine.Exit;
import irb.expr.Expressions;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.step.StepType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a drill file.
public final class DrillReader {
  private final Path folder;
  private final Findings findings;
  private final StateReader states;

  /// A file that a drill names lies in `folder`; `types` read what is looked at after a run.
  public DrillReader(
      Map<String, StepType> types, Expressions expressions, Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
    this.states = new StateReader(types, expressions, findings);
  }

  /// The drill in `node`; empty when something was found that hides it.
  public Optional<Drill> read(Node node) {
    var form = Form.of(node, "a drill", findings);
    var runbook = form.requiredScalar("drill");
    var expected = form.required("expect").map(n -> expected(Form.of(n, "'expect'", findings)));
    var drill =
        new Drill(
            runbook.orElseGet(() -> new Scalar(form.place(), "", true, 0)),
            form.text("case"),
            form.text("title"),
            sandbox(form),
            form.list("fault").stream().flatMap(n -> new FaultReader(findings).read(n)).toList(),
            values(form),
            env(form),
            script(form),
            form.number("pace", 1).orElse(1),
            excuses(form),
            expected.orElseGet(() -> new Expected(nothing(), List.of(), Optional.empty())));
    form.done();
    return runbook.isPresent() && !findings.hasErrors() ? Optional.of(drill) : Optional.empty();
  }

  private Map<Scalar, Plan> sandbox(Form form) {
    var plans = new LinkedHashMap<Scalar, Plan>();
    var reader = new PlanReader(folder, findings);
    form.required("sandbox")
        .map(n -> Form.of(n, "'sandbox'", findings))
        .ifPresent(
            f -> f.entries().forEach((k, v) -> reader.read(v).ifPresent(p -> plans.put(k, p))));
    return plans;
  }

  private Map<Scalar, List<Given>> values(Form form) {
    var values = new LinkedHashMap<Scalar, List<Given>>();
    form.form("with")
        .ifPresent(f ->
            f.entries()
                .forEach((k, v) ->
                    values.put(
                        k, f.asScalars(v, "'" + k + "'").stream().map(Given::new).toList())));
    return values;
  }

  private static Map<String, Given> env(Form form) {
    var env = new LinkedHashMap<String, Given>();
    form.scalarMap("env").forEach((k, v) -> env.put(k, new Given(v)));
    return env;
  }

  private static Map<Scalar, String> excuses(Form form) {
    var excuses = new LinkedHashMap<Scalar, String>();
    form.form("not_drilled")
        .ifPresent(f ->
            f.entries()
                .forEach((k, v) ->
                    f.asScalar(v, "'" + k + "'").ifPresent(s -> excuses.put(k, s.text()))));
    return excuses;
  }

  private Script script(Form form) {
    var approve = form.scalars("approve");
    var all = approve.size() == 1 && approve.getFirst().text().equals("all");
    var answers = new LinkedHashMap<Scalar, List<String>>();
    form.form("answers")
        .ifPresent(f ->
            f.entries()
                .forEach((k, v) ->
                    answers.put(
                        k, f.asScalars(v, "'" + k + "'").stream().map(Scalar::text).toList())));
    return new Script(all, all ? List.of() : approve, form.scalars("decline"), answers);
  }

  private Expected expected(Form form) {
    var expected =
        new Expected(
            ending(form),
            form.list("state").stream().flatMap(n -> states.read(n).stream()).toList(),
            form.form("healthy")
                .map(f -> {
                  var ending = ending(f);
                  f.done();
                  return ending;
                }));
    form.done();
    return expected;
  }

  private static Ending ending(Form form) {
    if (!form.has("outcome")) {
      form.findings()
          .error(
              form.place(),
              "'outcome' is needed",
              "say how the run must end, for example outcome: resolved");
    }
    var path = form.has("path") ? Optional.of(form.scalars("path")) : none();
    return new Ending(form.word("outcome", Exit.class).orElse(Exit.RESOLVED), path);
  }

  private static Optional<List<Scalar>> none() {
    return Optional.empty();
  }

  private static Ending nothing() {
    return new Ending(Exit.RESOLVED, Optional.empty());
  }
}
