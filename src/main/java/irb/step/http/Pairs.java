package irb.step.http;

import irb.expr.Rendering;
import irb.expr.Secret;
import java.util.ArrayList;
import java.util.List;

/// Names and values of a query or a form, percent-encoded, e.g. `state=idle&older=1h`.
final class Pairs {
  private final List<String> sent = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();

  /// `value` is a [String] or a [Secret].
  void add(String name, Object value) {
    var key = Rendering.percentEncoded(name) + "=";
    var text = value instanceof Secret secret ? secret.reveal() : value.toString();
    var encoded = Rendering.percentEncoded(text);
    sent.add(key + encoded);
    shown.add(key + (value instanceof Secret secret ? secret.toString() : encoded));
  }

  String sent() {
    return String.join("&", sent);
  }

  /// The same, secrets by name.
  String shown() {
    return String.join("&", shown);
  }
}
