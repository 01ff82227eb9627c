package irb.engine;

import irb.expr.Durations;
import irb.step.Operator;
import irb.step.Question;
import java.time.Duration;
import java.util.Optional;

/// A person who is waited for only so long: whoever has not answered by then is not there any more,
/// and the run goes on as where nobody can be asked. It must not hold a lock for ever, or change
/// something on evidence of yesterday.
public final class Patience implements Operator {
  private final Operator person;
  private final Duration within;
  private final Ticker ticker;
  private final Interrupts interrupts;
  private volatile boolean gone;

  /// A signal that comes while `person` is asked is no sign of their absence: `interrupts` knows.
  public Patience(Operator person, Duration within, Ticker ticker, Interrupts interrupts) {
    this.person = person;
    this.within = within;
    this.ticker = ticker;
    this.interrupts = interrupts;
  }

  /// One question being asked.
  private final class Wait {
    private boolean over;
    private boolean withdrawn;

    void out() {
      try {
        ticker.sleep(within);
        end();
      } catch (InterruptedException _) {
        // it was answered
      }
    }

    private synchronized void end() {
      if (!over) {
        withdrawn = true;
        person.withdraw();
      }
    }

    /// Whether the question was withdrawn; from here on it is not.
    synchronized boolean ended() {
      over = true;
      return withdrawn;
    }
  }

  @Override
  public String name() {
    return person.name();
  }

  @Override
  public boolean isThere() {
    return !gone && person.isThere();
  }

  @Override
  public String absence() {
    return gone ? "nobody answered within " + Durations.text(within) : person.absence();
  }

  @Override
  public Optional<String> answer(Question question) throws InterruptedException {
    if (gone) {
      return Optional.empty();
    }
    var wait = new Wait();
    var watch = Thread.ofVirtual().name("patience").start(wait::out);
    try {
      var answer = person.answer(question);
      gone = wait.ended() && answer.isEmpty() && interrupts.asked().isEmpty();
      return answer;
    } finally {
      wait.ended();
      watch.interrupt();
    }
  }
}
