package irb.drill;

import irb.drill.Fault.Answers;
import irb.drill.Fault.HoldConnections;
import irb.drill.Fault.Kind;
import irb.drill.Fault.Routes;
import irb.drill.Fault.Session;
import irb.drill.Fault.State;
import irb.drill.Fault.Stopped;
import irb.expr.Durations;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Reads an element of `fault`.
final class FaultReader {
  private static final List<String> KINDS =
      List.of("hold_connections", "session", "stop", "http", "commands");
  private static final String APP = "app";

  private final Findings findings;

  FaultReader(Findings findings) {
    this.findings = findings;
  }

  Stream<Fault> read(Node node) {
    var form = Form.of(node, "a fault", findings);
    var kinds = KINDS.stream().filter(form::has).toList();
    var healedBy = form.text("healed_by").map(Glob::new);
    if (kinds.size() != 1) {
      form.allow(KINDS.toArray(String[]::new));
      findings.error(
          form.place(),
          "a fault is exactly one of " + String.join(", ", KINDS),
          "for example stop: db");
      form.done();
      return Stream.empty();
    }
    var key = kinds.getFirst();
    var fault =
        key.equals("stop")
            ? form.scalar(key).map(t -> new Fault(t, new Stopped(), healedBy))
            : form.form(key).flatMap(f -> fault(key, f, healedBy));
    form.done();
    return fault.stream();
  }

  private Optional<Fault> fault(String key, Form form, Optional<Glob> healedBy) {
    var target = form.requiredScalar("target");
    var kind =
        switch (key) {
          case "hold_connections" -> connections(form);
          case "session" -> session(form);
          case "http" -> new Routes(PlanReader.routes(others(form), findings));
          default -> new Answers(PlanReader.answers(others(form), findings));
        };
    form.done();
    return target.map(t -> new Fault(t, kind, healedBy));
  }

  private static Kind connections(Form form) {
    var count = OptionalInt.empty();
    if (form.required("count").isPresent()
        && !form.text("count").filter(c -> c.equals("full")).isPresent()) {
      count = OptionalInt.of(form.number("count", 1).orElse(1));
    }
    var state = form.word("state", State.class).orElse(State.IDLE);
    return new HoldConnections(count, state, since(form), PlanReader.role(form, "as", APP));
  }

  private static Kind session(Form form) {
    form.required("sql");
    return new Session(form.texts("sql"), since(form), PlanReader.role(form, "as", APP));
  }

  private static Duration since(Form form) {
    var written = form.scalar("for");
    var since = written.map(Scalar::text).flatMap(Durations::parse);
    written
        .filter(_ -> since.isEmpty())
        .ifPresent(
            w -> form.findings().error(w.place(), "'" + w + "' is no duration", "for example 2s"));
    return since.orElse(Duration.ZERO);
  }

  /// What stands beside `target`.
  private static Map<Scalar, Node> others(Form form) {
    var others = new LinkedHashMap<>(form.entries());
    others.keySet().removeIf(k -> k.text().equals("target"));
    return others;
  }
}
