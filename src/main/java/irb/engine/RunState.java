package irb.engine;

import irb.engine.Event.Decided;
import irb.engine.Event.Notice;
import irb.engine.Listener.LogLostException;
import irb.expr.Expression;
import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Scope;
import irb.expr.Template;
import irb.expr.Values;
import irb.runbook.ActionStep;
import irb.runbook.Scopes;
import irb.runbook.Step;
import irb.step.Action;
import irb.step.Sessions;
import irb.step.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a run knows so far: the result of every step's last visit, and what follows from them.
final class RunState {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss").withZone(ZoneOffset.UTC);

  private final RunRequest request;
  private final List<Listener> listeners;
  private final Scope scope;
  private final Instant started;
  private final Map<String, Object> env;
  private final Map<String, StepResult> results = new HashMap<>();
  private final Map<String, Integer> visits = new HashMap<>();
  private final List<String> path = new ArrayList<>();
  private final List<String> made = new ArrayList<>();
  private final Sessions sessions;
  private final List<Decided> decisions = new ArrayList<>();
  private Optional<String> inDoubt = Optional.empty();

  RunState(RunRequest request, List<Listener> listeners) {
    this.request = request;
    this.listeners = List.copyOf(listeners);
    this.sessions = new Sessions(request.around().gateway());
    this.scope = Scopes.of(request.runbook(), request.playbook());
    this.started = request.around().clock().instant();
    this.env = request.environment().bindings(scope);
  }

  RunRequest request() {
    return request;
  }

  Scope scope() {
    return scope;
  }

  Sessions sessions() {
    return sessions;
  }

  Instant started() {
    return started;
  }

  Instant now() {
    return request.around().clock().instant();
  }

  Interrupts interrupts() {
    return request.around().interrupts();
  }

  void emit(Event... events) throws LogLostException {
    for (var listener : listeners) {
      listener.on(List.of(events));
    }
  }

  void emit(List<? extends Event> events) throws LogLostException {
    emit(events.toArray(Event[]::new));
  }

  void warn(String text) throws LogLostException {
    emit(new Notice(Notice.Level.WARNING, text));
  }

  void inform(String text) throws LogLostException {
    emit(new Notice(Notice.Level.INFO, text));
  }

  /// Counts a visit of `step` and says which one it is.
  int visit(Step step) {
    path.add(step.id());
    return visits.merge(step.id(), 1, Integer::sum);
  }

  int visits(Step step) {
    return visits.getOrDefault(step.id(), 0);
  }

  List<String> path() {
    return List.copyOf(path);
  }

  void keep(Step step, StepResult result) {
    results.put(step.id(), result);
  }

  Optional<StepResult> result(String id) {
    return Optional.ofNullable(results.get(id));
  }

  void keep(Decided decision) {
    decisions.add(decision);
  }

  Optional<Decided> lastDecision() {
    return decisions.isEmpty() ? Optional.empty() : Optional.of(decisions.getLast());
  }

  /// What the decisions since the last change looked at: why the next one is made.
  Map<String, Object> evidence() {
    var evidence = new LinkedHashMap<String, Object>();
    decisions.forEach(d -> evidence.putAll(d.evidence()));
    return evidence;
  }

  /// A change that was made, in words for messages.
  void keepMade(String what) {
    made.add(what);
    decisions.clear();
  }

  void doubt(String step) {
    inDoubt = Optional.of(step);
  }

  void settle() {
    inDoubt = Optional.empty();
  }

  Optional<String> inDoubt() {
    return inDoubt;
  }

  Optional<Target> target(Action action) {
    return action
        .target()
        .map(t -> request.targets().get(t.text()))
        .or(() ->
            request.targets().values().stream()
                .filter(t -> action.targetKinds().contains(t.kind()))
                .findFirst());
  }

  boolean holds(Expression condition) throws ExpressionException {
    return request.around().expressions().holds(condition, scope, bindings());
  }

  /// Whether a step's `expect` holds of what the step just got.
  boolean holds(Expression expect, ActionStep step, StepResult result) throws ExpressionException {
    var bindings = bindings();
    bindings.put("result", result.binding());
    bindings.put(step.id(), result.binding());
    return request.around().expressions().holds(expect, Scopes.withResult(scope, step), bindings);
  }

  String message(Template template) {
    try {
      return rendering(Map.of(), scope, Set.of()).message(template);
    } catch (ExpressionException _) {
      return template.toString();
    }
  }

  /// Rendering for a step's action; `preview` is there once it was read.
  Rendering rendering(ActionStep step, Optional<StepResult> preview) {
    var more = new HashMap<String, Object>();
    preview.ifPresent(p -> more.put("preview", p.binding()));
    return rendering(more, Scopes.of(scope, step), step.allow());
  }

  Rendering rendering(Map<String, Object> more, Scope names, Set<irb.expr.Allow> allow) {
    return new Rendering(values(more, names), allow);
  }

  Values values(Map<String, Object> more, Scope names) {
    var bindings = bindings();
    bindings.putAll(more);
    return e -> request.around().expressions().evaluate(e, names, bindings);
  }

  /// Everything an expression can see at this moment.
  Map<String, Object> bindings() {
    var bindings = new LinkedHashMap<String, Object>();
    for (var step : request.runbook().steps()) {
      bindings.put(
          step.id(), result(step.id()).map(StepResult::binding).orElseGet(StepResult::notRun));
    }
    bindings.put("params", request.params());
    bindings.put("env", env);
    bindings.put("alert", request.around().alert());
    bindings.put("now", now());
    bindings.put(
        "run",
        Map.of(
            "id", request.run(),
            "started", started,
            "env", request.environment().shown(),
            "operator", request.around().actor(),
            "dry", request.dry()));
    bindings.put("incident", incident());
    return bindings;
  }

  private Map<String, Object> incident() {
    var severity = request.runbook().about().severity();
    var every =
        severity
            .flatMap(s -> Optional.ofNullable(request.playbook().severities().get(s)))
            .flatMap(s -> s.updateEvery());
    var incident = new LinkedHashMap<String, Object>();
    incident.put("id", request.incident());
    incident.put("title", request.runbook().title());
    incident.put("severity", severity.orElse(""));
    incident.put("status", "investigating");
    incident.put("started", started);
    incident.put("duration", Duration.between(started, now()));
    incident.put("roles", Map.of());
    incident.put("actions", List.copyOf(made));
    incident.put("update_number", 1L);
    incident.put("stamp", STAMP.format(started));
    every.ifPresent(e -> {
      incident.put("update_every", e);
      incident.put("next_update", now().plus(e));
    });
    return incident;
  }
}
