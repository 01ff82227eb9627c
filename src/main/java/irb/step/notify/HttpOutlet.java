package irb.step.notify;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Secret;
import irb.expr.Visible;
import irb.step.Call;
import irb.step.Channel.Content;
import irb.step.Channel.Verb;
import irb.step.Outcome;
import irb.web.Message;
import irb.web.Method;
import irb.web.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request to a server of one's own; its body is rendered when the message is there.
record HttpOutlet(
    String channel,
    Verb verb,
    Secret url,
    boolean isSecret,
    Map<String, Object> headers,
    Optional<Content> content,
    Rendering rendering)
    implements Outlet.Direct {

  @Override
  public List<Secret> secrets() {
    var secrets = new java.util.ArrayList<Secret>();
    if (isSecret) {
      secrets.add(url);
    }
    headers
        .values()
        .forEach(h -> {
          if (h instanceof Secret secret) {
            secrets.add(secret);
          }
        });
    return secrets;
  }

  @Override
  public Outcome send(Letter letter, Call call) throws ExpressionException {
    return Posting.send(Message.to(Method.valueOf(verb.name()), url, headers, body(letter)), call);
  }

  private Payload body(Letter letter) throws ExpressionException {
    var values =
        rendering.with(
            "message",
            Map.of(
                "subject",
                letter.subject().orElse(""),
                "text",
                letter.text(),
                "channel",
                channel,
                "log",
                letter.footer()));
    return switch (content.orElse(null)) {
      case null -> Posting.payload(standard(letter));
      case Content.Json(var tree) -> Posting.payload(tree.render(values));
      case Content.Plain(var text) -> {
        var sent = values.plain(text).toString();
        yield new Payload(
            "text/plain; charset=utf-8", new Secret("body", sent), Visible.text(sent));
      }
    };
  }

  private static Map<String, Object> standard(Letter letter) {
    var document = new LinkedHashMap<String, Object>();
    letter.subject().ifPresent(s -> document.put("subject", s));
    document.put("text", letter.text());
    if (!letter.footer().isEmpty()) {
      document.put("log", letter.footer());
    }
    return document;
  }
}
