package irb.step.sql;

import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Gateway.ClosedException;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Target;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// A rendered statement for one server.
final class SqlExecutor implements Executor {
  private final Statement statement;
  private final RenderedQuery query;
  private final Target.Postgres target;

  SqlExecutor(Statement statement, RenderedQuery query, Target.Postgres target) {
    this.statement = statement;
    this.query = query;
    this.target = target;
  }

  @Override
  public String text() {
    return query.text();
  }

  @Override
  public Outcome run(Call call) throws InterruptedException {
    if (call.mode() == Mode.READ && !statement.effect().isRead()) {
      return new Outcome.Fault(
          Reason.REFUSED, "this statement changes something, and here only a read may run");
    }
    var over = new RowLimit(call.rowLimit()).beforehand(statement, query.binds());
    if (over.isPresent()) {
      return new Outcome.Fault(Reason.LIMIT, over.get());
    }
    var session =
        call.sessions()
            .session(
                "sql:" + target.name() + ":" + (call.mode() == Mode.READ ? "read" : "write"),
                PgSession.class,
                () -> new PgSession(target, call.mode()));
    // a step that waits for its neighbour must still end when it is stopped
    while (!session.lock().tryLock(50, TimeUnit.MILLISECONDS)) {
      if (call.stop().asked().isPresent()) {
        return call.cutShort(false, "", Map.of());
      }
    }
    try {
      return new SqlRun(statement, query, target, session.client(), call, forwarded(call))
          .outcome();
    } catch (ClosedException e) {
      return call.stop().asked().isPresent()
          ? call.cutShort(false, e.why(), Map.of())
          : new Outcome.Fault(e.reason(), target.name() + " cannot be reached: " + e.why());
    } finally {
      session.lock().unlock();
    }
  }

  private OptionalInt forwarded(Call call) throws ClosedException, InterruptedException {
    var via = target.via();
    return via.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(
            call.sessions().gateway().port(via.get(), target.host(), target.port(), call));
  }
}
