package irb.web;

import irb.expr.JsonValues;
import irb.expr.Visible;
import irb.step.Effect;
import irb.step.Outcome;
import irb.step.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// What a server answered: the headers as it sent them, and at most 1 MiB of body.
public record Answer(
    HttpUrl url, int status, String phrase, Headers headers, ByteString bytes, boolean cut) {
  private static final int FIRST_LINE = 160;

  /// The action's fields; `json` is missing when the body is none.
  public Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("status", (long) status);
    fields.put("headers", headerTexts());
    fields.put("body", body());
    json().ifPresent(j -> fields.put("json", j));
    return fields;
  }

  /// How a step ends that got this answer; `saved`: what is cut off here is kept elsewhere.
  public Outcome outcome(Effect effect, boolean saved) {
    if (cut && effect.isRead() && !saved) {
      return new Outcome.Fault(
          Reason.LIMIT, statusLine() + ": the answer is larger than 1 MiB", fields());
    }
    if (isRedirect()) {
      return new Outcome.Failed(Reason.STATUS, redirected(effect), fields());
    }
    return status >= 400
        ? new Outcome.Failed(Reason.STATUS, statusLine() + firstLine(), fields())
        : new Outcome.Ok(fields());
  }

  /// Where a redirect leads to within the same origin: scheme, host and port.
  public Optional<HttpUrl> sameOrigin() {
    return location()
        .filter(to ->
            to.scheme().equals(url.scheme())
                && to.host().equals(url.host())
                && to.port() == url.port());
  }

  private boolean isRedirect() {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private Optional<HttpUrl> location() {
    var location = isRedirect() ? headers.get("Location") : null;
    return location == null ? Optional.empty() : Optional.ofNullable(url.resolve(location));
  }

  private String redirected(Effect effect) {
    var to = location();
    if (to.isEmpty()) {
      return statusLine() + ": a redirect that does not say where to";
    }
    var rule =
        sameOrigin().isEmpty()
            ? "a redirect to another origin is never followed"
            : effect.isRead()
                ? "redirects are not followed (follow: true follows up to 5 within the origin)"
                : "a write is not sent a second time";
    return status + " to " + withoutQuery(to.get()) + "; " + rule;
  }

  /// The query of a redirect often holds a token, and never says more about what went wrong.
  private static String withoutQuery(HttpUrl url) {
    return url.newBuilder().query(null).fragment(null).username("").password("").build().toString();
  }

  private String statusLine() {
    return phrase.isBlank() ? "status " + status : status + " " + Visible.line(phrase);
  }

  /// What the body says first; empty when that is markup.
  private String firstLine() {
    var body = body().strip();
    var isJson = body.startsWith("{") || body.startsWith("[");
    var line = isJson ? body.replaceAll("\\s+", " ") : body.lines().findFirst().orElse("").strip();
    if (line.isEmpty() || line.startsWith("<")) {
      return "";
    }
    var end =
        line.offsetByCodePoints(0, Math.min(FIRST_LINE, line.codePointCount(0, line.length())));
    return ": " + Visible.line(line.substring(0, end)) + (end < line.length() ? "…" : "");
  }

  private Map<String, String> headerTexts() {
    var texts = new TreeMap<String, String>();
    for (var i = 0; i < headers.size(); i++) {
      var shown = HeaderRules.shown(headers.name(i), headers.value(i));
      texts.merge(headers.name(i).toLowerCase(Locale.ROOT), shown, (a, b) -> a + ", " + b);
    }
    return texts;
  }

  private String body() {
    var text = bytes.string(charset());
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private Charset charset() {
    var type = type();
    var charset = type == null ? null : type.charset(StandardCharsets.UTF_8);
    return charset == null ? StandardCharsets.UTF_8 : charset;
  }

  private @Nullable MediaType type() {
    var type = headers.get("Content-Type");
    return type == null ? null : MediaType.parse(type);
  }

  private Optional<Object> json() {
    var body = body().strip();
    return !cut && (isJsonType() || body.startsWith("{") || body.startsWith("["))
        ? JsonValues.parse(body)
        : Optional.empty();
  }

  private boolean isJsonType() {
    var type = type();
    return type != null && (type.subtype().equals("json") || type.subtype().endsWith("+json"));
  }
}
