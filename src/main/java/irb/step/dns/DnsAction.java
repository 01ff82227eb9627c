package irb.step.dns;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Target;
import irb.step.dns.ServerTemplate.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One question to a name server, e.g. `dns: {name: api.example.com, type: A}`.
record DnsAction(QueryName name, Optional<ServerTemplate> server, Resolvers resolvers)
    implements Action {

  static Optional<DnsAction> read(Node node, Resolvers resolvers, Findings findings) {
    var form = Form.of(node, "a dns action", findings);
    form.allow("name", "type", "server");
    var type = form.word("type", RecordType.class).orElse(RecordType.A);
    var name = form.requiredScalar("name").map(s -> QueryName.read(s, type, findings));
    var server = form.scalar("server").map(s -> ServerTemplate.read(s, findings));
    form.done();
    return name.map(n -> new DnsAction(n, server, resolvers));
  }

  @Override
  public String type() {
    return "dns";
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
    var slots = new ArrayList<Slot>();
    slots.add(new Slot(name.template(), Context.PLAIN));
    server.ifPresent(s -> slots.add(new Slot(s.template(), Context.PLAIN)));
    return List.copyOf(slots);
  }

  @Override
  public Effect effect() {
    return Effect.PROVEN_READ;
  }

  @Override
  public Map<String, Shape> result() {
    return Map.of("records", new Shape.ListOf(Shape.TEXT), "rcode", Shape.TEXT, "ttl", Shape.INT);
  }

  @Override
  public boolean hasOutput() {
    return true;
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    var question = new Question(name.render(rendering), name.type());
    var at =
        server.isPresent() ? Optional.of(server.get().render(rendering)) : Optional.<Server>empty();
    return new DnsExecutor(question, at, resolvers);
  }
}
