package irb.step.http;

import irb.expr.Durations;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Reason;
import java.io.IOException;
import java.util.Map;
import okhttp3.HttpUrl;

/// Sends one request, and follows redirects only where that was asked for.
final class HttpExecutor implements Executor {
  private static final int MOST_REDIRECTS = 5;

  private final Message message;
  private final boolean follow;

  HttpExecutor(Message message, boolean follow) {
    this.message = message;
    this.follow = follow;
  }

  @Override
  public String text() {
    return message.text();
  }

  @Override
  public Outcome run(Call call) {
    if (call.mode() == Mode.READ && !effect().isRead()) {
      return new Outcome.Fault(
          Reason.REFUSED, message.method() + " is a write, and this step may only read");
    }
    var session = call.sessions().session("http", HttpSession.class, HttpSession::new).client();
    var url = message.url();
    for (var redirects = 0; ; redirects++) {
      var exchange = new Exchange(session, message.request(url, agent(call)), call.timeout());
      try {
        exchange.run(call.stop());
      } catch (IOException e) {
        return broken(call, exchange, url, e);
      }
      var answer = exchange.answer().orElseThrow();
      var next = answer.sameOrigin();
      if (!follow || next.isEmpty() || answer.cut()) {
        return answer.outcome(effect());
      }
      if (redirects == MOST_REDIRECTS) {
        return new Outcome.Failed(
            Reason.STATUS, "redirected more than " + MOST_REDIRECTS + " times", answer.fields());
      }
      url = next.get();
    }
  }

  private Outcome broken(Call call, Exchange exchange, HttpUrl url, IOException e) {
    var doubtful = exchange.begun() && !effect().isRead();
    var fields = exchange.answer().map(Answer::fields).orElse(Map.of());
    var trouble = Trouble.of(e, url, exchange.begun());
    if (call.stop().asked().isEmpty() && Exchange.isOutOfTime(e)) {
      var why = "no end after " + Durations.text(call.timeout());
      return doubtful
          ? new Outcome.InDoubt(
              Reason.TIMEOUT, why + "; it may or may not have taken effect", fields)
          : new Outcome.TimedOut(why, fields);
    }
    return doubtful || call.stop().asked().isPresent()
        ? call.cutShort(doubtful, trouble.why(), fields)
        : new Outcome.Fault(trouble.reason(), trouble.why(), fields);
  }

  private Effect effect() {
    return message.method().effect();
  }

  private static String agent(Call call) {
    return "irb/" + call.label().replaceAll("[^!-~]", "-");
  }
}
