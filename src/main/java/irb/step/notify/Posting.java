package irb.step.notify;

import irb.expr.ExpressionException;
import irb.expr.JsonText;
import irb.expr.Secret;
import irb.expr.Visible;
import irb.step.Call;
import irb.step.Effect;
import irb.step.Outcome;
import irb.step.Reason;
import irb.web.Exchange;
import irb.web.Message;
import irb.web.Method;
import irb.web.Payload;
import irb.web.Sent;
import java.util.Map;

/// Sends one HTTP request; 2xx is sent, and nothing else is.
final class Posting {
  private Posting() {}

  static Outcome json(Secret url, Object document, Call call) throws ExpressionException {
    return send(Message.to(Method.POST, url, Map.of(), payload(document)), call);
  }

  static Payload payload(Object document) {
    return new Payload(
        "application/json",
        new Secret("json", JsonText.sent(document)),
        Visible.text(JsonText.shown(document)));
  }

  static Outcome send(Message message, Call call) {
    return switch (Exchange.send(call, message, message.url())) {
      case Sent.Broken(var outcome) -> outcome;
      case Sent.Answered(var answer) when answer.status() / 100 == 2 -> new Outcome.Ok(Map.of());
      case Sent.Answered(var answer) ->
          answer.outcome(Effect.MESSAGE, false) instanceof Outcome.Failed failed
              ? failed
              : new Outcome.Failed(Reason.STATUS, "status " + answer.status(), Map.of());
    };
  }
}
