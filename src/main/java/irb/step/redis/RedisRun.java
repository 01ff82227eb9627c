package irb.step.redis;

import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Target;
import irb.step.Way;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/// One run of one command; the command itself is sent at most once.
final class RedisRun {
  private final RedisCommand command;
  private final Target.Redis target;
  private final RedisSession session;
  private final Call call;
  private final Optional<Way> way;
  private boolean sent;

  RedisRun(
      RedisCommand command,
      Target.Redis target,
      RedisSession session,
      Call call,
      Optional<Way> way) {
    this.command = command;
    this.target = target;
    this.session = session;
    this.call = call;
    this.way = way;
  }

  Outcome outcome() throws InterruptedException {
    try {
      return outcome(ready());
    } catch (TroubleException e) {
      return failed(e.trouble());
    }
  }

  /// The connection the last step left, if its server still answers; nothing of this step is sent
  /// over one that went stale, so that no write is in doubt because of it.
  private Wire ready() throws TroubleException, InterruptedException {
    var open = session.open();
    return open.isPresent() && isAlive(open.get()) ? open.get() : session.connect(call, way);
  }

  private boolean isAlive(Wire wire) {
    try (var _ = call.stop().onStop(_ -> wire.cut())) {
      wire.waitAtMost(Dial.patience(call));
      wire.ask(List.of("PING"));
      return true;
    } catch (JedisDataException _) {
      return true; // it may not be allowed, and is an answer
    } catch (JedisException _) {
      session.drop();
      return false;
    }
  }

  private Outcome outcome(Wire wire) throws InterruptedException {
    try (var _ = call.stop().onStop(_ -> wire.cut())) {
      wire.waitAtMost(call.timeout().plusSeconds(5));
      if (command.effect().isRead()) {
        var refused = refused(wire);
        if (refused.isPresent()) {
          return refused.get();
        }
      }
      if (call.stop().asked().isPresent()) {
        session.drop();
        return call.cutShort(false, "", Map.of());
      }
      sent = true;
      var answer = new Answer(command, wire.ask(command.words()));
      call.evidence().write(answer.text());
      return new Outcome.Ok(answer.fields());
    } catch (JedisException e) {
      return failed(Trouble.of(e, target));
    }
  }

  /// A server may call its commands as it likes: what it says of them counts as well.
  private Optional<Outcome> refused(Wire wire) {
    return switch (session.says(wire, command.name())) {
      case UNKNOWN ->
          Optional.of(
              new Outcome.Fault(
                  Reason.NOT_FOUND, target.name() + " has no command " + command.name()));
      case WRITES ->
          Optional.of(
              new Outcome.Fault(
                  Reason.REFUSED,
                  target.name() + " says that " + command.name() + " is a write; it was not sent"));
      case READS, NOTHING -> Optional.empty();
    };
  }

  private Outcome failed(Trouble trouble) throws InterruptedException {
    if (trouble.lost()) {
      session.drop();
    }
    var why = masked(trouble.why());
    var writes = sent && call.mode() == Mode.WRITE && !command.effect().isRead();
    if (writes && trouble.reason() == Reason.LIMIT) {
      // it is done, and only its answer is too long
      return new Outcome.Ok(Map.of("text", why));
    }
    var begun = writes && (trouble.lost() || (command.isScript() && trouble.late()));
    if (!begun && Thread.interrupted()) {
      throw new InterruptedException(why);
    }
    if (call.stop().asked().isPresent() && trouble.lost()) {
      return call.cutShort(begun, why, Map.of());
    }
    if (begun) {
      return new Outcome.InDoubt(
          trouble.reason(), why + "; it may or may not have taken effect", Map.of());
    }
    return trouble.reason() == Reason.TIMEOUT
        ? new Outcome.TimedOut(why, Map.of())
        : new Outcome.Fault(trouble.reason(), why);
  }

  /// A server that calls AUTH something else repeats what it was sent.
  private String masked(String why) {
    var password = target.password().filter(p -> !p.reveal().isEmpty());
    return password.isPresent()
        ? why.replace(password.get().reveal(), password.get().toString())
        : why;
  }
}
