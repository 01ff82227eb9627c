package irb.engine;

import irb.expr.Expression;
import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Template;
import irb.step.Effect;
import irb.step.Target;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/// Names exactly what is approved: runbook and those around it, step, target, branch, and the
/// action with its values; what the preview gives stays symbolic, because its rows are compared on
/// their own.
final class Digest {
  private final RunState state;

  Digest(RunState state) {
    this.state = state;
  }

  String of(Prepared prepared) throws ExpressionException {
    var text = new StringBuilder();
    outer(text, state);
    line(text, sha256(state.request().runbook().file().text()));
    line(text, prepared.step().id());
    line(text, prepared.target().map(Target::whole).orElse(""));
    line(text, state.lastDecision().map(d -> d.id() + " " + d.next()).orElse(""));
    if (prepared.step().action().effect() == Effect.MESSAGE || Undos.isUndo(prepared.step())) {
      line(text, prepared.executor().text());
      return sha256(text.toString());
    }
    var rendering = state.rendering(Map.of(), state.scope(), Set.of());
    for (var slot : prepared.step().action().slots()) {
      for (var part : slot.template().parts()) {
        switch (part) {
          case Template.Text(var constant, _) -> line(text, constant);
          case Template.Hole(var expression, _) -> line(text, value(rendering, expression));
        }
      }
    }
    return sha256(text.toString());
  }

  /// The steps that led into this runbook, the outermost first, each with its runbook and branch.
  private static void outer(StringBuilder text, RunState inner) {
    if (inner.outer().isPresent()) {
      var state = inner.outer().get().state();
      outer(text, state);
      line(text, sha256(state.request().runbook().file().text()));
      line(text, inner.outer().get().step().id());
      line(text, state.lastDecision().map(d -> d.id() + " " + d.next()).orElse(""));
    }
  }

  private static String value(Rendering rendering, Expression expression)
      throws ExpressionException {
    var symbolic = expression.references().stream().anyMatch(r -> r.root().equals("preview"));
    return symbolic ? "${{ " + expression.text() + " }}" : rendering.value(expression).toString();
  }

  /// Length first, so that no two lists of texts give the same bytes.
  private static void line(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part).append('\n');
  }

  static String sha256(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
