package irb.step.http;

import irb.expr.Secret;
import irb.expr.Visible;
import irb.step.http.Body.Payload;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/// A rendered request; its headers are each a [String] or a [Secret].
record Message(
    Method method, HttpUrl url, SortedMap<String, Object> headers, Optional<Payload> payload) {
  Message {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /// The request line, the headers in the order of their names, the body; secrets by name.
  String text() {
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
