package irb.step.http;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Secret;
import irb.expr.Shape;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Target;
import irb.web.HeaderRules;
import irb.web.Message;
import irb.web.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One HTTP request, e.g. `http: {target: api, get: /api/v1/health}`; `follow` is its opt-in to
/// redirects within the origin.
record HttpAction(
    Method method,
    Optional<Scalar> target,
    Address address,
    Map<String, Template> query,
    Map<String, Template> headers,
    Body body,
    boolean follow)
    implements Action {
  HttpAction {
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  @Override
  public String type() {
    return "http";
  }

  @Override
  public Set<Target.Kind> targetKinds() {
    return switch (address) {
      case Address.AtTarget _ -> Set.of(Target.Kind.HTTP);
      case Address.Absolute _ -> Set.of();
    };
  }

  @Override
  public boolean hasOutput() {
    return method != Method.HEAD;
  }

  @Override
  public List<Slot> slots() {
    var slots = new ArrayList<Slot>();
    address.templates().forEach(t -> slots.add(new Slot(t, Context.PATH)));
    query.values().forEach(t -> slots.add(new Slot(t, Context.QUERY)));
    headers.values().forEach(t -> slots.add(new Slot(t, Context.HEADER)));
    slots.addAll(body.slots());
    return List.copyOf(slots);
  }

  @Override
  public Effect effect() {
    return method.effect();
  }

  @Override
  public Map<String, Shape> result() {
    return Map.of(
        "status",
        Shape.INT,
        "headers",
        new Shape.MapOf(Shape.TEXT),
        "body",
        Shape.TEXT,
        "json",
        Shape.ANY);
  }

  @Override
  public Executor executor(Rendering rendering, Optional<Target> target)
      throws ExpressionException {
    var at = target.map(Target.Http.class::cast);
    var url = address.url(rendering, at, renderedQuery(rendering));
    var payload = body.render(rendering);
    var all = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
    payload.ifPresent(p -> all.put("Content-Type", p.contentType()));
    if (at.isPresent() && address instanceof Address.AtTarget) {
      addTargetHeaders(all, at.get());
    }
    for (var header : headers.entrySet()) {
      var value = rendering.header(header.getValue());
      HeaderRules.check(header.getValue().place().toString(), value);
      all.remove(header.getKey());
      all.put(header.getKey(), value);
    }
    return new HttpExecutor(
        new Message(method, url, all, payload), follow, at.flatMap(Target.Http::via));
  }

  private static void addTargetHeaders(Map<String, Object> all, Target.Http target)
      throws ExpressionException {
    for (var header : target.headers().entrySet()) {
      var where = "the header " + header.getKey() + " of the target '" + target.name() + "'";
      if (!HeaderRules.isName(header.getKey()) || HeaderRules.isOurs(header.getKey())) {
        throw new ExpressionException(where + " cannot be set");
      }
      HeaderRules.check(where, header.getValue());
      all.remove(header.getKey());
      all.put(header.getKey(), header.getValue());
    }
  }

  private String renderedQuery(Rendering rendering) throws ExpressionException {
    var pairs = new Pairs();
    for (var parameter : query.entrySet()) {
      var value = rendering.plain(parameter.getValue());
      if (value instanceof Secret secret) {
        throw new ExpressionException(
            parameter.getValue().place()
                + ": the secret "
                + secret.name()
                + " may not stand in a URL; use headers, form or json");
      }
      pairs.add(parameter.getKey(), value);
    }
    return pairs.sent();
  }
}
