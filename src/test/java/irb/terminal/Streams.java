package irb.terminal;

import irb.engine.Event;
import irb.expr.Masker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// A screen on two texts, and a clock that is set by hand.
final class Streams implements InstantSource {
  static final Looks WIDE = new Looks(false, true, 80);

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  final Masker masker = new Masker();
  private Instant now = Script.NOW;

  Screen screen(Looks looks, boolean verbose, boolean live) {
    return new Screen(
        new PrintWriter(out),
        new PrintWriter(err),
        looks,
        looks,
        verbose,
        live,
        this,
        "irb run db-pool-exhaustion --env staging",
        masker);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  static void show(Screen screen, Event... events) {
    for (var event : events) {
      screen.on(List.of(event));
    }
  }
}
