package irb.runbook;

import irb.expr.Template;
import irb.runbook.ActionStep.Limits;
import irb.runbook.ActionStep.Undo;
import irb.runbook.ActionStep.Write;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Risk;
import java.util.Optional;

/// Reads what a remediate step says of its change: its risk, undo, preview, limits and consent.
final class WriteReader {
  private final ActionReader actions;
  private final DurationReader durations;
  private final Findings findings;

  WriteReader(ActionReader actions, DurationReader durations, Findings findings) {
    this.actions = actions;
    this.durations = durations;
    this.findings = findings;
  }

  Write read(Form form, Optional<Action> action) {
    var own =
        action.map(Action::type).filter(t -> t.equals("manual") || t.equals("run")).isPresent();
    var risk = form.word("risk", Risk.class);
    if (!form.has("risk") && !own) {
      findings.error(
          form.place(),
          "a remediate step needs 'risk'",
          "say how bad it is if this was wrong: risk: low, medium or high");
    }
    if (!form.has("undo") && !own) {
      findings.error(
          form.place(),
          "a remediate step needs 'undo'",
          "say how it is taken back: undo: {ACTION: …}, or undo: {none: WHY}");
    }
    return new Write(
        risk.orElse(Risk.HIGH),
        undo(form),
        form.node("preview").flatMap(n -> actions.readAlone(n, "'preview'")),
        limits(form),
        form.scalar("confirm").map(this::template),
        form.number("approvals", 1).orElse(1));
  }

  private Optional<Undo> undo(Form form) {
    var node = form.node("undo");
    if (node.isPresent()
        && node.get() instanceof Node.Mapping mapping
        && mapping.value("none").isPresent()) {
      var none = Form.of(mapping, "'undo'", findings);
      var why = none.requiredScalar("none").map(this::template);
      none.done();
      return why.map(Undo.None::new);
    }
    if (node.isPresent() && node.get() instanceof Scalar text) {
      findings.error(
          text.place(),
          "'undo' is an action, or says why there is none",
          "write undo: {none: WHY}, or undo: {ACTION: …}");
      return Optional.empty();
    }
    return node.flatMap(n -> actions.readAlone(n, "'undo'")).map(Undo.By::new);
  }

  private Limits limits(Form step) {
    var form = step.form("limits");
    if (form.isEmpty()) {
      return new Limits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
    var limits =
        new Limits(
            count(form.get(), "rows"),
            count(form.get(), "targets"),
            count(form.get(), "runs"),
            durations.read(form.get(), "per"));
    if (form.get().has("per") && !form.get().has("runs")) {
      findings.error(
          form.get().place(),
          "'per' limits nothing without 'runs'",
          "write limits: {runs: N, per: 1h}");
    }
    form.get().done();
    return limits;
  }

  private Optional<Template> count(Form form, String key) {
    var template = form.scalar(key).map(this::template);
    template
        .filter(t -> t.constant().isPresent() && !t.constant().get().matches("\\d{1,9}"))
        .ifPresent(t ->
            findings.error(t.place(), "'" + key + "' is a whole number, and this is '" + t + "'"));
    return template;
  }

  private Template template(Scalar scalar) {
    return Template.parse(scalar, findings);
  }
}
