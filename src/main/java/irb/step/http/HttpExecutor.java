package irb.step.http;

import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Target;
import irb.web.Exchange;
import irb.web.Message;
import irb.web.Sent;
import java.util.Optional;

/// Sends one request, through `via` where there is one, and follows redirects only where that was
/// asked for.
record HttpExecutor(Message message, boolean follow, Optional<Target.Ssh> via) implements Executor {
  private static final int MOST_REDIRECTS = 5;

  @Override
  public String text() {
    return message.text();
  }

  @Override
  public Outcome run(Call call) throws InterruptedException {
    if (call.mode() == Mode.READ && !effect().isRead()) {
      return new Outcome.Fault(
          Reason.REFUSED, message.method() + " is a write, and this step may only read");
    }
    var url = message.url();
    for (var redirects = 0; ; redirects++) {
      var sent = Exchange.send(call, message, url, via, follow);
      if (sent instanceof Sent.Broken(var outcome)) {
        return outcome;
      }
      var answer = ((Sent.Answered) sent).answer();
      var next = answer.sameOrigin();
      if (!follow || next.isEmpty() || answer.cut()) {
        return answer.outcome(effect(), call.evidence().isWanted());
      }
      if (redirects == MOST_REDIRECTS) {
        return new Outcome.Failed(
            Reason.STATUS, "redirected more than " + MOST_REDIRECTS + " times", answer.fields());
      }
      url = next.get();
    }
  }

  private Effect effect() {
    return message.method().effect();
  }
}
