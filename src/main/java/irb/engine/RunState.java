package irb.engine;

import irb.engine.Event.Decided;
import irb.engine.Event.Notice;
import irb.engine.Listener.LogLostException;
import irb.expr.Expression;
import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Scope;
import irb.expr.Shape;
import irb.expr.Template;
import irb.expr.Values;
import irb.runbook.ActionStep;
import irb.runbook.Qualified;
import irb.runbook.Runbook;
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
  private final List<String> made;
  private final Sessions sessions;
  private final Optional<Outer> outer;
  private final List<Decided> decisions = new ArrayList<>();
  private Optional<String> inDoubt = Optional.empty();
  private Optional<String> current = Optional.empty();
  private boolean late;

  /// The state around that of a nested runbook, and the step that runs it.
  record Outer(RunState state, ActionStep step) {}

  RunState(RunRequest request, List<Listener> listeners) {
    this(
        request,
        listeners,
        request.around().clock().instant(),
        new ArrayList<>(),
        new Sessions(request.around().gateway()),
        Optional.empty());
  }

  private RunState(
      RunRequest request,
      List<Listener> listeners,
      Instant started,
      List<String> made,
      Sessions sessions,
      Optional<Outer> outer) {
    this.request = request;
    this.listeners = List.copyOf(listeners);
    this.scope = Scopes.of(request.runbook(), request.playbook());
    this.started = started;
    this.made = made;
    this.sessions = sessions;
    this.outer = outer;
    this.env = request.environment().bindings(scope);
  }

  /// The state of the runbook that `step` runs: its results, visits and path are its own; the
  /// changes that were made, the sessions and whoever listens are those of the run.
  RunState within(ActionStep step, Runbook runbook, Map<String, Object> given) {
    var within = new Within(step.id());
    return new RunState(
        request.of(within, runbook, given),
        List.of(events -> emit(events.stream().map(within::out).toList())),
        started,
        made,
        sessions,
        Optional.of(new Outer(this, step)));
  }

  Optional<Outer> outer() {
    return outer;
  }

  private RunState root() {
    return outer.map(o -> o.state().root()).orElse(this);
  }

  /// How sentences call a step: from outside all runbooks. (Events are qualified on their way out.)
  String name(Step step) {
    return outer.map(o -> Qualified.name(o.state().name(o.step()), step.id())).orElse(step.id());
  }

  /// The run's recovery time objective when it has just passed; told once.
  Optional<Duration> justPassed() {
    var root = root();
    var rto = root.request.runbook().about().rto();
    var passed =
        !root.late && rto.isPresent() && Duration.between(started, now()).compareTo(rto.get()) > 0;
    root.late |= passed;
    return passed ? rto : Optional.empty();
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
    current = Optional.of(step.id());
    return visits.merge(step.id(), 1, Integer::sum);
  }

  /// The step that was visited last.
  Optional<String> current() {
    return current;
  }

  /// Adds the way that the runbook of `step` took.
  void walked(ActionStep step, List<String> inner) {
    inner.forEach(id -> path.add(Qualified.name(step.id(), id)));
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

  /// Why the step that was visited last had an error.
  Optional<String> lastError() {
    return current
        .flatMap(this::result)
        .filter(r -> r.status() == Status.ERROR && !r.reason().isEmpty())
        .map(StepResult::reason);
  }

  void keep(Decided decision) {
    decisions.add(decision);
  }

  Optional<Decided> lastDecision() {
    return decisions.isEmpty()
        ? outer.flatMap(o -> o.state().lastDecision())
        : Optional.of(decisions.getLast());
  }

  /// What the decisions since the last change looked at, with the age of each value: why the next
  /// one is made.
  List<String> why() {
    var lines = new ArrayList<String>(outer.map(o -> o.state().why()).orElse(List.of()));
    var evidence = new LinkedHashMap<String, Object>();
    decisions.forEach(d -> evidence.putAll(d.evidence()));
    lines.addAll(Evidence.lines(evidence, bindings(), now()));
    return lines;
  }

  /// A change that was made, in words for messages.
  void keepMade(String what) {
    made.add(what);
    changed();
  }

  private void changed() {
    decisions.clear();
    outer.ifPresent(o -> o.state().changed());
  }

  void doubt(Step step) {
    doubt(name(step));
  }

  /// `step` is how sentences call it.
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
    var blanks = new HashMap<String, Object>();
    step.action().blanks().forEach(b -> blanks.put(b.name(), b.unattended()));
    more.put("fields", blanks);
    var names = Scopes.of(scope, step).with("fields", Shape.ANY);
    return rendering(more, names, step.allow());
  }

  Rendering rendering(Map<String, Object> more, Scope names, Set<irb.expr.Allow> allow) {
    return new Rendering(values(more, names), allow);
  }

  Values values(Map<String, Object> more, Scope names) {
    var bindings = bindings();
    bindings.putAll(more);
    return new Seen(names, bindings);
  }

  /// What is seen through `names`, at the moment when this was made.
  private final class Seen implements Values {
    private final Scope names;
    private final Map<String, Object> bindings;

    Seen(Scope names, Map<String, Object> bindings) {
      this.names = names;
      this.bindings = bindings;
    }

    @Override
    public Object of(Expression expression) throws ExpressionException {
      return request.around().expressions().evaluate(expression, names, bindings);
    }

    @Override
    public Values with(String name, Object value) {
      var more = new LinkedHashMap<>(bindings);
      more.put(name, value);
      return new Seen(names.with(name, Shape.ANY), more);
    }
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
    var runbook = root().request.runbook();
    var severity = runbook.about().severity();
    var every =
        severity
            .flatMap(s -> Optional.ofNullable(request.playbook().severities().get(s)))
            .flatMap(s -> s.updateEvery());
    var incident = new LinkedHashMap<String, Object>();
    incident.put("id", request.incident());
    incident.put("title", runbook.title());
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
