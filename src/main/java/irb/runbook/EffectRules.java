package irb.runbook;

import irb.runbook.ActionStep.Undo;
import irb.source.Findings;
import irb.step.Effect;

/// Checks that nothing is changed where nothing may be changed, and no more than is said.
final class EffectRules {
  private final Findings findings;

  EffectRules(Findings findings) {
    this.findings = findings;
  }

  void check(ActionStep step) {
    effects(step);
    risk(step);
    preview(step);
  }

  private void effects(ActionStep step) {
    var effect = step.action().effect();
    var fits =
        switch (step.phase()) {
          case DIAGNOSE, VERIFY, DECIDE -> effect.isRead();
          case COMMUNICATE -> effect.isRead() || effect == Effect.MESSAGE;
          case REMEDIATE -> effect != Effect.MESSAGE;
        };
    if (effect == Effect.MESSAGE && !fits) {
      findings.error(
          step.place(),
          "'" + step.id() + "' is a message, and a " + step.phase() + " step sends none",
          "make it a communicate step");
    } else if (!fits) {
      findings.error(
          step.place(),
          "'"
              + step.id()
              + "' "
              + step.action()
                  .nested()
                  .map(n -> "runs '" + n.runbook() + "', which " + does(effect))
                  .orElse("may change something")
              + ", and a "
              + step.phase()
              + " step only reads",
          step.action().type().equals("shell")
              ? "if it only reads, say so inside the action: effect: read; otherwise make it a remediate step"
              : "make it a "
                  + (effect == Effect.MESSAGE && step.action().nested().isPresent()
                      ? "communicate"
                      : "remediate")
                  + " step");
    }
    step.undo()
        .filter(u -> u instanceof Undo.By(var action) && action.effect() == Effect.MESSAGE)
        .ifPresent(_ ->
            findings.error(
                step.place(),
                "a message does not undo '" + step.id() + "'",
                "say how the change is taken back, or undo: {none: WHY}"));
    step.preview()
        .filter(p -> !p.effect().isRead())
        .ifPresent(_ ->
            findings.error(
                step.place(),
                "the preview of '" + step.id() + "' may change something",
                "a preview only reads"));
  }

  private static String does(Effect effect) {
    return effect == Effect.MESSAGE ? "sends messages" : "may change something";
  }

  private void risk(ActionStep step) {
    step.write()
        .filter(w -> w.risk().compareTo(step.action().leastRisk()) < 0)
        .ifPresent(w ->
            findings.error(
                step.place(),
                "the risk of '"
                    + step.id()
                    + "' is "
                    + step.action().leastRisk()
                    + ", and the step says "
                    + w.risk(),
                "write risk: " + step.action().leastRisk()));
  }

  private void preview(ActionStep step) {
    var rows = step.write().flatMap(w -> w.limits().rows());
    if (rows.isPresent() && !step.action().type().equals("sql")) {
      findings.error(
          rows.get().place(),
          "'rows' limits what an sql action changes, and this is " + step.action().type(),
          "remove it");
    }
    if (step.isWrite() && step.action().takesObjectsFromPreview()) {
      var fromPreview =
          step.action().slots().stream()
              .flatMap(s -> s.template().expressions().stream())
              .flatMap(e -> e.references().stream())
              .anyMatch(r -> r.root().equals("preview"));
      if (!fromPreview) {
        findings.error(
            step.place(),
            "'"
                + step.id()
                + "' acts through a function, so what it acts on must come from its preview",
            "select the objects in 'preview' and take them from there, for example WHERE pid = ANY(${{ preview.rows.map(r, r.pid) }})");
      }
    }
  }
}
