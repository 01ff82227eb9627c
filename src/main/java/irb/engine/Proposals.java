package irb.engine;

import irb.expr.ExpressionException;
import irb.runbook.ActionStep;
import irb.runbook.ActionStep.Undo;
import irb.runbook.Effects;
import irb.runbook.Go.ToStep;
import irb.runbook.Graph;
import irb.runbook.Phase;
import irb.step.Action;
import irb.step.Risk;
import irb.step.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Says what a change is, for whoever approves it: what, where, why, and what comes after.
final class Proposals {
  private final RunState state;
  private final Graph graph;

  Proposals(RunState state, Graph graph) {
    this.state = state;
    this.graph = graph;
  }

  private String undo(ActionStep step, Optional<StepResult> preview) {
    return switch (step.undo().orElse(null)) {
      case null -> "";
      case Undo.None(var why) -> "none: " + state.message(why);
      case Undo.By(var action) -> undoText(step, action, preview);
    };
  }

  /// What needs the step's own result is completed once that is there, and shown as written until
  /// then.
  private String undoText(ActionStep step, Action action, Optional<StepResult> preview) {
    try {
      return action.executor(state.rendering(step, preview), state.target(action)).text();
    } catch (ExpressionException _) {
      return String.join(" ", action.slots().stream().map(s -> s.template().toString()).toList());
    }
  }

  Proposal of(Prepared prepared, Optional<StepResult> preview, Optional<StepResult> rehearsed)
      throws ExpressionException {
    var step = prepared.step();
    var write = step.write().orElseThrow();
    var decision = state.lastDecision();
    var environment = state.request().environment().shown();
    var declared = state.request().playbook().environments().get(environment);
    return new Proposal(
        step.id(),
        prepared.visit(),
        prepared.title(),
        prepared.executor().text(),
        prepared.target().map(Target::name).orElse(""),
        prepared.target().map(Target::where).orElse(""),
        prepared.executor().targets(),
        step.action().effect().words(),
        Effects.of(state.request().runbook(), state.request().playbook()),
        environment,
        declared != null && declared.isProtected(),
        decision.map(Event.Decided::because).filter(b -> !b.isEmpty()),
        why(step),
        preview.map(p -> new Proposal.Preview(Previews.rows(p), Previews.text(p))),
        rehearsed.stream()
            .flatMap(r -> Objects.toString(r.fields().get("out"), "").lines())
            .toList(),
        write.risk(),
        undo(step, preview),
        verified(step),
        write.confirm().map(state::message),
        new Digest(state).of(prepared));
  }

  /// What takes `change` back.
  Proposal ofUndo(
      Prepared prepared, Made change, Optional<StepResult> preview, Optional<StepResult> rehearsed)
      throws ExpressionException {
    var step = prepared.step();
    var environment = state.request().environment().shown();
    var declared = state.request().playbook().environments().get(environment);
    return new Proposal(
        step.id(),
        prepared.visit(),
        prepared.title(),
        prepared.executor().text(),
        prepared.target().map(Target::name).orElse(""),
        prepared.target().map(Target::where).orElse(""),
        prepared.executor().targets(),
        step.action().effect().words(),
        Effects.of(state.request().runbook(), state.request().playbook()),
        environment,
        declared != null && declared.isProtected(),
        Optional.of(
            "it takes back what '"
                + change.name()
                + "' "
                + (change.isCertain() ? "changed" : "may have changed")),
        List.of(),
        preview.map(p -> new Proposal.Preview(Previews.rows(p), Previews.text(p))),
        rehearsed.stream()
            .flatMap(r -> Objects.toString(r.fields().get("out"), "").lines())
            .toList(),
        step.write().orElseThrow().risk(),
        "this is the undo",
        change.step().preview().isPresent()
            ? List.of("the preview shows again what it showed before the change")
            : List.of(),
        Optional.empty(),
        new Digest(state).of(prepared));
  }

  private List<String> why(ActionStep step) {
    var why = new ArrayList<>(new Freezing(state).overridden(step).stream().toList());
    why.addAll(state.why());
    return why;
  }

  /// A message that people outside of the organisation will read.
  Proposal ofMessage(Prepared prepared) throws ExpressionException {
    var environment = state.request().environment().shown();
    var declared = state.request().playbook().environments().get(environment);
    return new Proposal(
        prepared.step().id(),
        prepared.visit(),
        prepared.title(),
        prepared.executor().text(),
        "",
        "",
        1,
        prepared.step().action().effect().words(),
        Effects.of(state.request().runbook(), state.request().playbook()),
        environment,
        declared != null && declared.isProtected(),
        Optional.of("its audience is external"),
        List.of(),
        Optional.empty(),
        List.of(),
        Risk.MEDIUM,
        "none: what people have read cannot be taken back",
        List.of(),
        Optional.empty(),
        new Digest(state).of(prepared));
  }

  /// The titles of the verify steps that come right after.
  private List<String> verified(ActionStep step) {
    var titles = new ArrayList<String>();
    var next = graph.next(step);
    var seen = new HashSet<String>();
    while (next.orElse(null) instanceof ToStep(var id, _) && seen.add(id)) {
      if (!(state.request().runbook().step(id).orElseThrow() instanceof ActionStep following)
          || (following.phase() == Phase.REMEDIATE && !titles.isEmpty())) {
        break;
      }
      if (following.phase() == Phase.VERIFY) {
        titles.add(state.message(following.title()));
      }
      next = graph.next(following);
    }
    return titles;
  }
}
