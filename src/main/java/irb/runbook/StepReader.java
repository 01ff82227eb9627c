package irb.runbook;

import irb.expr.Allow;
import irb.expr.Template;
import irb.runbook.ActionStep.Flow;
import irb.runbook.ActionStep.Write;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Nearest;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Nested;
import irb.step.StepType;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads one element of `steps:`.
final class StepReader {
  static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*");
  static final Pattern EVIDENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  static final Set<String> NOT_OF_A_RUN =
      Set.of(
          "timeout",
          "retry",
          "holds_for",
          "preview",
          "limits",
          "confirm",
          "approvals",
          "allow",
          "save");
  private static final Set<String> SAID_BY_ITS_STEPS = Set.of("risk", "undo");

  private final Findings findings;
  private final ActionReader actions;
  private final DurationReader durations;
  private final CheckReader checks;
  private final WriteReader writes;
  private final GoReader jumps;
  private final DecideReader decisions;

  StepReader(Map<String, StepType> types, Findings findings) {
    this.findings = findings;
    this.actions = new ActionReader(types, findings);
    this.durations = new DurationReader(findings);
    this.checks = new CheckReader(durations, findings);
    this.writes = new WriteReader(actions, durations, findings);
    this.jumps = new GoReader(findings);
    this.decisions = new DecideReader(findings, jumps);
  }

  /// Whether a way from a step could not be read, so that nothing can be proved of the graph.
  boolean lostAWay() {
    return jumps.lostOne();
  }

  /// The step; empty when it is so wrong that nothing can be said about its place in the graph.
  Optional<Step> read(Node node) {
    var form = Form.of(node, "a step", findings);
    if (!form.isRead()) {
      return Optional.empty();
    }
    var id = form.requiredScalar("id").filter(this::isId);
    var phase = phase(form);
    if (phase.isEmpty()) {
      allowAll(form);
      return Optional.empty();
    }
    var title = form.requiredScalar(phase.get().toString()).map(this::template);
    var step =
        phase.get() == Phase.DECIDE
            ? decide(id, title, form)
            : act(id.map(Scalar::text).orElse(""), phase.get(), title, form);
    refuseMisplaced(form, phase.get());
    form.done();
    return step.filter(_ -> id.isPresent());
  }

  private boolean isId(Scalar id) {
    var reserved = Reserved.why(id.text());
    if (!ID.matcher(id.text()).matches()) {
      findings.error(
          id.place(),
          "'" + id + "' is no step id",
          "an id is small letters, digits and _, and begins with a letter: "
              + suggestion(id.text()));
      return false;
    }
    reserved.ifPresent(why ->
        findings.error(
            id.place(), "a step cannot be called '" + id + "': " + why, "choose another id"));
    return reserved.isEmpty();
  }

  private static String suggestion(String id) {
    var cleaned =
        id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
    return cleaned.matches("[a-z].*") ? cleaned : ("step_" + cleaned).replaceAll("_+$", "");
  }

  private Optional<Phase> phase(Form form) {
    var phases = form.keys().stream().filter(k -> Phase.of(k.text()).isPresent()).toList();
    if (phases.size() == 1) {
      return Phase.of(phases.getFirst().text());
    }
    if (phases.isEmpty()) {
      var near =
          form.keys().stream()
              .filter(k -> Nearest.to(k.text(), Phase.keys()).isPresent())
              .findFirst();
      findings.error(
          near.map(Scalar::place).orElse(form.place()),
          near.map(k -> "unknown key '" + k + "' in a step")
              .orElse(
                  "a step needs one of " + String.join(", ", Phase.keys()) + ", with its title"),
          near.map(k -> Nearest.hint(k.text(), Phase.keys()))
              .orElse("for example 'diagnose: How full is the server?'"));
    } else {
      findings.error(
          phases.get(1).place(),
          "a step has one phase, and this one has "
              + phases.stream().map(Scalar::text).collect(Collectors.joining(" and ")),
          "make two steps of it");
    }
    return Optional.empty();
  }

  private Optional<Step> decide(Optional<Scalar> id, Optional<Template> title, Form form) {
    var decision = decisions.read(form);
    var onFailure = jumps.read(form, "on_failure");
    var visits = form.number("visits", 1);
    var note = form.scalar("note").map(this::template);
    return id.isEmpty() || title.isEmpty() || decision.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DecideStep(
                id.get().text(),
                title.get(),
                decision.get(),
                note,
                onFailure,
                visits,
                id.get().place()));
  }

  private Optional<Step> act(String id, Phase phase, Optional<Template> title, Form form) {
    var action = actions.read(form);
    var flow =
        new Flow(
            jumps.read(form, "next"), jumps.read(form, "on_failure"), form.number("visits", 1));
    var check = checks.read(form);
    var write =
        phase == Phase.REMEDIATE ? Optional.of(writes.read(form, action)) : Optional.<Write>empty();
    var note = form.scalar("note").map(this::template);
    var timeout = durations.readTemplate(form, "timeout");
    var allow =
        form.scalars("allow").stream()
            .flatMap(s -> form.asWord(s, "'allow'", Allow.class).stream())
            .collect(Collectors.toSet());
    var save = form.scalar("save").filter(this::isEvidence);
    checks.refuseHoldWithoutRetry(check, form);
    action.flatMap(Action::nested).ifPresent(n -> refuseOnRun(n, form));
    if (title.isEmpty() || action.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ActionStep(
            id,
            phase,
            title.get(),
            action.get(),
            flow,
            check,
            write,
            note,
            timeout,
            Set.copyOf(allow),
            save,
            form.keyPlace("id")));
  }

  /// What would bind one action binds none of a whole runbook, so it must not look as if it did.
  private void refuseOnRun(Nested nested, Form form) {
    for (var key : form.keys()) {
      var other = "each step of '" + nested.runbook() + "' has its own";
      if (NOT_OF_A_RUN.contains(key.text())) {
        findings.error(key.place(), "a step that runs a runbook has no '" + key + "'", other);
      } else if (SAID_BY_ITS_STEPS.contains(key.text())) {
        findings.warning(
            key.place(), "'" + key + "' says nothing in a step that runs a runbook", other);
      }
    }
  }

  private boolean isEvidence(Scalar name) {
    var fine = EVIDENCE.matcher(name.text()).matches();
    if (!fine) {
      findings.error(
          name.place(),
          "'save' is a file name of letters, digits and . _ -, and this is '" + name + "'");
    }
    return fine;
  }

  private Template template(Scalar scalar) {
    return Template.parse(scalar, findings);
  }

  /// A modifier that exists, but not in this phase, says so instead of being unknown.
  private void refuseMisplaced(Form form, Phase phase) {
    for (var key : form.keys()) {
      var isAction = phase != Phase.DECIDE && actions.knows(key.text()); // `ask` is both
      if (isAction
          || !Phase.ACTING_KEYS.contains(key.text())
          || phase.modifiers().contains(key.text())) {
        continue;
      }
      form.allow(key.text());
      var where = new ArrayList<String>();
      for (var other : Phase.values()) {
        if (other.modifiers().contains(key.text())) {
          where.add(other.toString());
        }
      }
      findings.error(
          key.place(),
          "a " + phase + " step has no '" + key + "'",
          key.text().equals("when") && phase == Phase.VERIFY
              ? "a verify step always runs; put the condition into a decide step before it"
              : "'" + key + "' belongs to " + String.join(", ", where));
    }
  }

  private static void allowAll(Form form) {
    form.keys().forEach(k -> form.allow(k.text()));
  }
}
