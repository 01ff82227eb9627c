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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a run knows so far: the result of every step's last visit, and what follows from them.
final class RunState {
  private final RunRequest request;
  private final List<Listener> listeners;
  private final Scope scope;
  private final Deadlines deadlines;
  private final Instant started;
  private final Map<String, Object> env;
  private final Map<String, StepResult> results = new HashMap<>();
  private final Walk walk = new Walk();
  private final List<Made> made;
  private final Set<String> visited = new HashSet<>();
  private final Map<String, List<Map<String, Object>>> previews = new HashMap<>();
  private final Replay replay;
  private final Sessions sessions;
  private final Optional<Outer> outer;
  private final List<Decided> decisions = new ArrayList<>();
  private Optional<String> inDoubt = Optional.empty();

  /// The state around that of a nested runbook, and the visit of the step that runs it.
  record Outer(RunState state, ActionStep step, int visit) {}

  /// Begins a run, or goes through what `replay` knows of it and on from there; `started` is when
  /// it began.
  RunState(RunRequest request, List<Listener> listeners, Instant started, Replay replay) {
    this(
        request,
        listeners,
        started,
        replay,
        new ArrayList<>(),
        new Sessions(request.around().gateway()),
        Optional.empty());
  }

  private RunState(
      RunRequest request,
      List<Listener> listeners,
      Instant started,
      Replay replay,
      List<Made> made,
      Sessions sessions,
      Optional<Outer> outer) {
    this.request = request;
    this.listeners = List.copyOf(listeners);
    this.scope = Scopes.of(request.runbook(), request.playbook());
    this.started = started;
    this.replay = replay;
    this.made = made;
    this.sessions = sessions;
    this.outer = outer;
    this.env = request.environment().bindings(scope);
    this.deadlines = new Deadlines(request);
  }

  /// The state of the runbook that `step` runs: its results, visits and path are its own; the
  /// changes that were made, the sessions and whoever listens are those of the run.
  RunState within(ActionStep step, int visit, Runbook runbook, Map<String, Object> given) {
    var within = new Within(step.id());
    return new RunState(
        request.of(within, runbook, given),
        List.of(events -> emit(events.stream().map(within::out).toList())),
        started,
        replay,
        made,
        sessions,
        Optional.of(new Outer(this, step, visit)));
  }

  Optional<Outer> outer() {
    return outer;
  }

  private RunState root() {
    return outer.map(o -> o.state().root()).orElse(this);
  }

  /// What of the log stands.
  Replay replay() {
    return replay;
  }

  /// The name of one visit of a step within the run, e.g. `restart#1/stop#2`.
  String key(Step step, int visit) {
    var prefix = outer.map(o -> o.state().key(o.step(), o.visit()) + "/").orElse("");
    return prefix + step.id() + "#" + visit;
  }

  /// Of the visit that is under way.
  String key(Step step) {
    return key(step, visits(step));
  }

  /// How sentences call a step: from outside all runbooks. (Events are qualified on their way out.)
  String name(Step step) {
    return outer.map(o -> Qualified.name(o.state().name(o.step()), step.id())).orElse(step.id());
  }

  /// What has just run out of time, in words.
  List<String> justPassed() {
    return root().deadlines.passed(Duration.between(started, now()));
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
    var visit = walk.to(step.id());
    root().visited.add(key(step, visit));
    return visit;
  }

  /// Adds the way that the runbook of `step` took.
  void walked(ActionStep step, List<String> inner) {
    walk.inside(step.id(), inner);
  }

  /// The step that was visited last.
  Optional<String> current() {
    return walk.last();
  }

  int visits(Step step) {
    return walk.visits(step.id());
  }

  List<String> path() {
    return walk.path();
  }

  void keep(Step step, StepResult result) {
    results.put(step.id(), result);
  }

  Optional<StepResult> result(String id) {
    return Optional.ofNullable(results.get(id));
  }

  /// Why the step that was visited last had an error.
  Optional<String> lastError() {
    return current()
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

  /// The visits there were so far, by key, those of nested runbooks included.
  Set<String> visited() {
    return Set.copyOf(root().visited);
  }

  /// A change that was made, or may have been.
  void keep(Made change) {
    made.add(change);
    if (change.isCertain()) {
      changed();
    }
  }

  /// The rows that the preview of the change under `key` showed.
  Optional<List<Map<String, Object>>> shown(String key) {
    return Optional.ofNullable(root().previews.get(key))
        .or(() -> replay.shown(key).map(PastVisit.Shown::rows));
  }

  void keepShown(String key, List<Map<String, Object>> rows) {
    root().previews.put(key, rows);
  }

  /// Changes that can be taken back, the newest first.
  List<Made> undoable() {
    return made.reversed().stream().filter(Made::canBeUndone).toList();
  }

  /// The undo of a change, if there is one, that may or may not have taken effect.
  Optional<String> undoInDoubt() {
    return made.stream()
        .filter(m -> m.canBeUndone() && replay.isInDoubt(Undos.key(m)))
        .map(Undos::name)
        .findFirst();
  }

  /// A change was taken back.
  void undone(Made change) {
    made.remove(change);
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

  /// What an undo of `step` sees: the preview, and the step's own result once that is there.
  Values undoing(ActionStep step, Optional<StepResult> preview, Optional<StepResult> result) {
    var more = new HashMap<String, Object>();
    preview.ifPresent(p -> more.put("preview", p.binding()));
    result.ifPresent(r -> more.put("result", r.binding()));
    return values(more, Scopes.withResult(Scopes.of(scope, step), step));
  }

  Rendering rendering(Map<String, Object> more, Scope names, Set<irb.expr.Allow> allow) {
    return new Rendering(values(more, names), allow);
  }

  Values values(Map<String, Object> more, Scope names) {
    var bindings = bindings();
    bindings.putAll(more);
    return new Sight(request.around().expressions(), names, bindings);
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
    bindings.put("run", facts().run());
    bindings.put("incident", facts().incident(root().request.runbook(), done()));
    return bindings;
  }

  private Facts facts() {
    return new Facts(request, started, now());
  }

  /// The changes that were made, in words.
  private List<String> done() {
    return made.stream().filter(Made::isCertain).map(Made::title).toList();
  }
}
