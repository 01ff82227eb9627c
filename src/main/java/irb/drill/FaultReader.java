package irb.drill;

import irb.drill.Fault.Answers;
import irb.drill.Fault.Commands;
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
  static final List<String> KINDS =
      List.of(
          "hold_connections",
          "session",
          "stop",
          "redis",
          "http",
          "kubectl",
          "commands",
          "tls",
          "dns");
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
      form.allow("hosts");
      findings.error(
          form.place(),
          "a fault is exactly one of " + String.join(", ", KINDS),
          "for example stop: db");
      form.done();
      return Stream.empty();
    }
    var key = kinds.getFirst();
    var hosts = form.scalars("hosts");
    var fault =
        key.equals("stop")
            ? form.scalar(key).map(t -> new Fault(t, hosts, new Stopped(), healedBy))
            : form.form(key).flatMap(f -> fault(key, f, hosts, healedBy));
    form.done();
    return fault.stream();
  }

  private Optional<Fault> fault(
      String key, Form form, List<Scalar> hosts, Optional<Glob> healedBy) {
    var target = form.requiredScalar("target");
    var kind =
        switch (key) {
          case "hold_connections" -> Optional.of(connections(form));
          case "session" -> Optional.of(session(form));
          case "redis" -> Optional.of(commands(form));
          case "tls" -> Optional.of(certificate(form));
          case "dns" -> Optional.<Kind>of(new Fault.Records(new ZoneReader(findings).read(form)));
          case "http" -> Optional.<Kind>of(new Routes(PlanReader.routes(others(form), findings)));
          case "kubectl" -> new ClusterFaultReader(form).read();
          default -> Optional.<Kind>of(new Answers(PlanReader.answers(others(form), findings)));
        };
    form.done();
    return target.flatMap(t -> kind.map(k -> new Fault(t, hosts, k, healedBy)));
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

  private static Kind certificate(Form form) {
    var days = form.number("days_left", -PlanReader.MOST_DAYS);
    var selfSigned =
        form.has("self_signed") ? Optional.of(form.flag("self_signed")) : Optional.<Boolean>empty();
    return new Fault.Certificate(
        days.isPresent() ? OptionalInt.of(days.get()) : OptionalInt.empty(),
        PlanReader.names(form),
        selfSigned);
  }

  private static Kind session(Form form) {
    form.required("sql");
    return new Session(form.texts("sql"), since(form), PlanReader.role(form, "as", APP));
  }

  private Kind commands(Form form) {
    var reader = new RedisPlanReader(findings);
    form.required("commands");
    return new Commands(reader.commands(form, "commands"), reader.commands(form, "undo"));
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
