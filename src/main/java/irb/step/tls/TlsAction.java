package irb.step.tls;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Target;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A look at a certificate, e.g. `tls: {host: api.example.com}`; the authorities in the file `ca`
/// are trusted besides those that Java trusts.
record TlsAction(Where where, Optional<PathTemplate> ca, InstantSource clock) implements Action {
  @Override
  public String type() {
    return "tls";
  }

  @Override
  public Optional<Scalar> target() {
    return Optional.empty();
  }

  @Override
  public Set<Target.Kind> targetKinds() {
    return Set.of();
  }

  @Override
  public List<Slot> slots() {
    var slots = new ArrayList<>(where.slots());
    ca.ifPresent(c -> slots.add(new Slot(c.template(), Context.PLAIN)));
    return List.copyOf(slots);
  }

  @Override
  public Effect effect() {
    return Effect.PROVEN_READ;
  }

  @Override
  public Map<String, Shape> result() {
    var result = new LinkedHashMap<String, Shape>();
    result.put("not_before", Shape.TIME);
    result.put("not_after", Shape.TIME);
    result.put("days_left", Shape.INT);
    result.put("subject", Shape.TEXT);
    result.put("issuer", Shape.TEXT);
    result.put("serial", Shape.TEXT);
    result.put("names", new Shape.ListOf(Shape.TEXT));
    result.put("verified", Shape.BOOL);
    result.put("problem", Shape.TEXT);
    if (where instanceof Where.AtServer) {
      result.put("protocol", Shape.TEXT);
    }
    return Map.copyOf(result);
  }

  @Override
  public boolean hasOutput() {
    return true;
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    var origin = where.render(rendering);
    var trusted = ca.isPresent() ? ca.get().renderIfSet(rendering) : Optional.<Path>empty();
    return new TlsExecutor(origin, trusted, clock);
  }
}
