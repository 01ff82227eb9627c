package irb.step.sql;

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
      var way = Gateway.to(target.via(), target.host(), target.port(), call);
      return new SqlRun(statement, query, target, session.client(), call, way).outcome();
    } catch (ClosedException e) {
      return e.outcome(call, target.name());
    } finally {
      session.lock().unlock();
    }
  }
}
