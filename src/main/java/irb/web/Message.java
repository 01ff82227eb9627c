package irb.web;

import irb.expr.ExpressionException;
import irb.expr.Secret;
import irb.expr.Visible;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/// A rendered request; its headers are each a [String] or a [Secret].
public record Message(
    Method method, HttpUrl url, SortedMap<String, Object> headers, Optional<Payload> payload) {
  public Message {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /// A request with a body to a whole URL, whose headers it checks; the URL is never shown.
  public static Message to(Method method, Secret url, Map<String, Object> headers, Payload payload)
      throws ExpressionException {
    var parsed = HttpUrl.parse(url.reveal().strip());
    if (parsed == null) {
      throw new ExpressionException(url.name() + " is no http or https URL");
    }
    if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
      throw new ExpressionException(
          url.name() + " holds credentials; give it an Authorization header");
    }
    var all = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
    all.put("Content-Type", payload.contentType());
    for (var header : headers.entrySet()) {
      var where = "the header " + header.getKey();
      if (!HeaderRules.isName(header.getKey()) || HeaderRules.isOurs(header.getKey())) {
        throw new ExpressionException(where + " cannot be set");
      }
      HeaderRules.check(where, header.getValue());
      all.remove(header.getKey());
      all.put(header.getKey(), header.getValue());
    }
    return new Message(method, parsed, all, Optional.of(payload));
  }

  /// The request line, the headers in the order of their names, the body; secrets by name.
  public String text() {
    var text = new StringBuilder().append(method).append(' ').append(url);
    for (var header : headers.entrySet()) {
      var value = HeaderRules.shown(header.getKey(), header.getValue());
      text.append('\n').append(header.getKey()).append(": ").append(Visible.line(value));
    }
    payload.ifPresent(p -> text.append("\n\n").append(p.shown()));
    return text.toString();
  }

  /// The request as it goes to `url`, which is this one's or where it was redirected to.
  Request request(HttpUrl url, String agent) {
    var all = new Headers.Builder();
    for (var header : headers.entrySet()) {
      all.addUnsafeNonAscii(header.getKey(), revealed(header.getValue()));
    }
    if (!headers.containsKey("User-Agent")) {
      all.add("User-Agent", agent);
    }
    return new Request.Builder()
        .url(url)
        .headers(all.build())
        .method(method.name(), body())
        .build();
  }

  private @Nullable OnceBody body() {
    return switch (method) {
      case GET, HEAD, OPTIONS -> null;
      case POST, PUT, PATCH -> new OnceBody(payload.map(p -> p.sent().reveal()).orElse(""));
      case DELETE -> payload.map(p -> new OnceBody(p.sent().reveal())).orElse(null);
    };
  }

  private static String revealed(Object value) {
    return value instanceof Secret secret ? secret.reveal() : value.toString();
  }
}
