package irb.step.redis;

import irb.expr.Quoting;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Gateway;
import irb.step.Gateway.ClosedException;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Target;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A rendered command for one server.
final class RedisExecutor implements Executor {
  private final RedisCommand command;
  private final Target.Redis target;

  RedisExecutor(RedisCommand command, Target.Redis target) {
    this.command = command;
    this.target = target;
  }

  @Override
  public String text() {
    return Quoting.line(command.words());
  }

  @Override
  public Outcome run(Call call) throws InterruptedException {
    var never = command.refusal();
    if (never.isPresent()) {
      return new Outcome.Fault(Reason.REFUSED, never.get().why() + "; " + never.get().fix());
    }
    if (call.mode() == Mode.READ && !command.effect().isRead()) {
      return new Outcome.Fault(
          Reason.REFUSED,
          command.fullName() + " may change something, and here only a read may run");
    }
    var session =
        call.sessions()
            .session("redis:" + target.name(), RedisSession.class, () -> new RedisSession(target));
    // a step that waits for its neighbour must still end when it is stopped
    while (!session.lock().tryLock(50, TimeUnit.MILLISECONDS)) {
      if (call.stop().asked().isPresent()) {
        return call.cutShort(false, "", Map.of());
      }
    }
    try {
      var way = Gateway.to(target.via(), target.host(), target.port(), call);
      return new RedisRun(command, target, session.client(), call, way).outcome();
    } catch (ClosedException e) {
      return e.outcome(call, target.name());
    } finally {
      session.lock().unlock();
    }
  }
}
