package irb.runbook;

import irb.expr.Scope;
import irb.expr.Shape;
import irb.expr.Shape.ListOf;
import irb.expr.Shape.MapOf;
import irb.expr.Shape.Struct;
import irb.runbook.DecideStep.Ask;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The names that expressions of a runbook and its playbook may use.
public final class Scopes {
  private static final Map<String, Shape> EVERY_STEP =
      Map.of(
          "ok",
          Shape.BOOL,
          "outcome",
          Shape.TEXT,
          "reason",
          Shape.TEXT,
          "at",
          Shape.TIME,
          "millis",
          Shape.INT);
  private static final Struct RUN =
      new Struct(
          Map.of(
              "id",
              Shape.TEXT,
              "started",
              Shape.TIME,
              "env",
              Shape.TEXT,
              "operator",
              Shape.TEXT,
              "dry",
              Shape.BOOL));
  private static final Struct INCIDENT =
      new Struct(
          Map.ofEntries(
              Map.entry("id", Shape.TEXT),
              Map.entry("title", Shape.TEXT),
              Map.entry("severity", Shape.TEXT),
              Map.entry("status", Shape.TEXT),
              Map.entry("started", Shape.TIME),
              Map.entry("duration", Shape.DURATION),
              Map.entry("roles", new MapOf(Shape.TEXT)),
              Map.entry("actions", new ListOf(Shape.TEXT)),
              Map.entry("update_every", Shape.DURATION),
              Map.entry("update_number", Shape.INT),
              Map.entry("next_update", Shape.TIME),
              Map.entry("stamp", Shape.TEXT)));

  private Scopes() {}

  /// What the steps of `runbook` see.
  public static Scope of(Runbook runbook, Playbook playbook) {
    var names = new HashMap<String, Shape>(ambient());
    for (var step : runbook.steps()) {
      names.put(step.id(), result(step));
    }
    var params = new HashMap<String, Shape>();
    runbook.params().forEach((name, p) -> params.put(name, p.type().shape()));
    names.put("params", new Struct(params));
    return new Scope(new Struct(names), secrets(runbook, playbook));
  }

  /// The results of all steps by id, for a runbook that runs this one.
  static Map<String, Shape> results(Runbook runbook) {
    var results = new HashMap<String, Shape>();
    runbook.steps().forEach(s -> results.put(s.id(), result(s)));
    return results;
  }

  /// What a step's `expect` sees: `result` is what the step itself just got.
  public static Scope withResult(Scope scope, ActionStep step) {
    return scope.with("result", result(step));
  }

  /// What a step's own action sees.
  public static Scope of(Scope scope, ActionStep step) {
    return step.preview()
        .map(p -> scope.with("preview", new Struct(EVERY_STEP).and(p.result())))
        .orElse(scope);
  }

  /// What the targets of a playbook see: the environment and nothing else.
  public static Scope ofTargets(Playbook playbook) {
    return new Scope(new Struct(Map.of("env", new MapOf(Shape.TEXT))), secrets(playbook));
  }

  /// What the messages of a playbook see.
  static Scope ofMessages(Playbook playbook, Set<String> fields) {
    var names = new HashMap<String, Shape>(ambient());
    var blanks = new HashMap<String, Shape>();
    fields.forEach(f -> blanks.put(f, Shape.TEXT));
    names.put("fields", new Struct(blanks));
    return new Scope(new Struct(names), secrets(playbook));
  }

  /// What the body of an `http` channel sees: the message, beside what messages see themselves.
  static Scope ofContents(Playbook playbook) {
    return ofMessages(playbook, Set.of())
        .with(
            "message",
            new Struct(
                Map.of(
                    "subject",
                    Shape.TEXT,
                    "text",
                    Shape.TEXT,
                    "channel",
                    Shape.TEXT,
                    "log",
                    Shape.TEXT)));
  }

  private static Map<String, Shape> ambient() {
    return Map.of(
        "env",
        new MapOf(Shape.TEXT),
        "alert",
        new MapOf(Shape.ANY),
        "now",
        Shape.TIME,
        "run",
        RUN,
        "incident",
        INCIDENT);
  }

  private static Shape result(Step step) {
    return switch (step) {
      case ActionStep act -> new Struct(EVERY_STEP).and(act.action().result());
      case DecideStep decide ->
          new Struct(EVERY_STEP)
              .and(Map.of("next", Shape.TEXT))
              .and(decide.decision() instanceof Ask ? Map.of("answer", Shape.TEXT) : Map.of());
    };
  }

  private static Set<String> secrets(Runbook runbook, Playbook playbook) {
    var secrets = new HashSet<>(secrets(playbook));
    runbook.params().values().stream()
        .filter(p -> p.type() == Parameter.Type.SECRET)
        .forEach(p -> secrets.add("params." + p.name()));
    return secrets;
  }

  private static Set<String> secrets(Playbook playbook) {
    var secrets = new HashSet<String>();
    playbook.secrets().forEach(s -> secrets.add("env." + s));
    return secrets;
  }
}
