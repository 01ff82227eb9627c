package irb.runbook;

import irb.expr.Allow;
import irb.expr.Expression;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.source.Node.Scalar;
import irb.source.Place;
import irb.step.Action;
import irb.step.Risk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A step that does something: a diagnose, remediate, verify or communicate step.
public record ActionStep(
    String id,
    Phase phase,
    Template title,
    Action action,
    Flow flow,
    Checks checks,
    Optional<Write> write,
    Optional<Template> note,
    Optional<Template> timeout,
    Set<Allow> allow,
    Optional<Scalar> save,
    Place place)
    implements Step {
  public ActionStep {
    allow = Set.copyOf(allow);
  }

  /// Where the run goes from here.
  public record Flow(Optional<Go> next, Optional<Go> onFailure, Optional<Integer> visits) {}

  /// What is asked of the step and its result.
  public record Checks(
      Optional<Expression> when,
      Optional<Expression> expect,
      Optional<Retry> retry,
      Optional<Duration> holdsFor,
      Duration freshFor) {}

  /// Repeats a read until it is ok: every so often, for so long or so many times.
  public record Retry(Duration every, Optional<Template> within, Optional<Integer> attempts) {}

  /// What a remediate step says about its change.
  public record Write(
      Risk risk,
      Optional<Undo> undo,
      Optional<Action> preview,
      Limits limits,
      Optional<Template> confirm,
      int approvals) {
    private Write mapping(UnaryOperator<Action> change) {
      return new Write(
          risk,
          undo.map(u -> u instanceof Undo.By(var by) ? new Undo.By(change.apply(by)) : u),
          preview.map(change),
          limits,
          confirm,
          approvals);
    }
  }

  /// The most a step may touch; each is empty when there is no limit.
  public record Limits(
      Optional<Template> rows,
      Optional<Template> targets,
      Optional<Template> runs,
      Optional<Duration> per) {}

  /// How a change is taken back.
  public sealed interface Undo {
    /// By another action.
    record By(Action action) implements Undo {}

    /// Not at all, and why.
    record None(Template why) implements Undo {}
  }

  @Override
  public Optional<Go> onFailure() {
    return flow.onFailure();
  }

  @Override
  public Optional<Integer> visits() {
    return flow.visits();
  }

  /// The same step with each of its actions replaced.
  ActionStep mapping(UnaryOperator<Action> change) {
    return new ActionStep(
        id,
        phase,
        title,
        change.apply(action),
        flow,
        checks,
        write.map(w -> w.mapping(change)),
        note,
        timeout,
        allow,
        save,
        place);
  }

  /// Whether it may change something.
  public boolean isWrite() {
    return write.isPresent();
  }

  /// What is read before the change: what the step says, else what its action has for that.
  public Optional<Action> preview() {
    return write.flatMap(w -> w.preview().or(action::standardPreview));
  }

  public Optional<Undo> undo() {
    return write.flatMap(Write::undo);
  }

  /// Its action, its preview and its undo.
  public List<Action> actions() {
    var undo =
        undo().flatMap(u -> u instanceof Undo.By(var by) ? Optional.of(by) : Optional.empty());
    return Stream.of(Optional.of(action), preview(), undo).flatMap(Optional::stream).toList();
  }

  @Override
  public List<Expression> conditions() {
    return Stream.of(checks.when(), checks.expect()).flatMap(Optional::stream).toList();
  }

  @Override
  public List<Slot> slots() {
    var slots = new ArrayList<>(Step.super.slots());
    timeout.ifPresent(t -> slots.add(new Slot(t, Context.PLAIN)));
    checks.retry().flatMap(Retry::within).ifPresent(t -> slots.add(new Slot(t, Context.PLAIN)));
    write.ifPresent(w -> {
      w.confirm().ifPresent(c -> slots.add(new Slot(c, Context.MESSAGE)));
      w.limits().rows().ifPresent(t -> slots.add(new Slot(t, Context.PLAIN)));
      w.limits().targets().ifPresent(t -> slots.add(new Slot(t, Context.PLAIN)));
      w.limits().runs().ifPresent(t -> slots.add(new Slot(t, Context.PLAIN)));
      if (w.undo().orElse(null) instanceof Undo.None(var why)) {
        slots.add(new Slot(why, Context.MESSAGE));
      }
    });
    return slots;
  }
}
