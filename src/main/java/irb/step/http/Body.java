package irb.step.http;

import irb.expr.ExpressionException;
import irb.expr.JsonText;
import irb.expr.JsonTree;
import irb.expr.Rendering;
import irb.expr.Secret;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.expr.Template;
import irb.expr.Visible;
import irb.web.Payload;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a request carries.
sealed interface Body {
  List<Slot> slots();

  Optional<Payload> render(Rendering rendering) throws ExpressionException;

  record None() implements Body {
    @Override
    public List<Slot> slots() {
      return List.of();
    }

    @Override
    public Optional<Payload> render(Rendering rendering) {
      return Optional.empty();
    }
  }

  /// Constant text.
  record Plain(String text) implements Body {
    @Override
    public List<Slot> slots() {
      return List.of();
    }

    @Override
    public Optional<Payload> render(Rendering rendering) {
      return Optional.of(
          new Payload("text/plain; charset=utf-8", new Secret("body", text), Visible.text(text)));
    }
  }

  record Json(JsonTree tree) implements Body {
    @Override
    public List<Slot> slots() {
      return tree.templates().map(t -> new Slot(t, Context.JSON)).toList();
    }

    @Override
    public Optional<Payload> render(Rendering rendering) throws ExpressionException {
      var value = tree.render(rendering);
      var sent = new Secret("json", JsonText.sent(value));
      return Optional.of(
          new Payload("application/json", sent, Visible.text(JsonText.shown(value))));
    }
  }

  /// Fields in the order they are written.
  record Form(Map<String, Template> fields) implements Body {
    public Form {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public List<Slot> slots() {
      return fields.values().stream().map(t -> new Slot(t, Context.FORM)).toList();
    }

    @Override
    public Optional<Payload> render(Rendering rendering) throws ExpressionException {
      var pairs = new Pairs();
      for (var field : fields.entrySet()) {
        pairs.add(field.getKey(), rendering.plain(field.getValue()));
      }
      return Optional.of(
          new Payload(
              "application/x-www-form-urlencoded",
              new Secret("form", pairs.sent()),
              pairs.shown()));
    }
  }
}
