package irb.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// The one line that moves: what is running, and for how long. Whoever uses it holds one lock.
final class LiveLine {
  private final PrintWriter err;
  private final Looks looks;
  private final Shown shown;
  private final InstantSource clock;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private String drawn = "";

  private record Running(String title, Instant since, String attempt) {}

  LiveLine(PrintWriter err, Looks looks, Shown shown, InstantSource clock) {
    this.err = err;
    this.looks = looks;
    this.shown = shown;
    this.clock = clock;
  }

  void begin(String step, String title) {
    running.put(step, new Running(title, clock.instant(), ""));
  }

  void attempt(String step, String text) {
    running.computeIfPresent(step, (_, r) -> new Running(r.title(), r.since(), text));
  }

  void end(String step) {
    running.remove(step);
  }

  boolean isIdle() {
    return running.isEmpty();
  }

  /// Draws the line as it is by now; nothing is written when nothing has changed.
  void draw() {
    var text = running.isEmpty() ? "" : text();
    if (!text.equals(drawn)) {
      erase();
      err.print(text);
      err.flush();
      drawn = text;
    }
  }

  void erase() {
    if (!drawn.isEmpty()) {
      err.print("\r" + " ".repeat(DisplayWidth.of(drawn)) + "\r");
      err.flush();
      drawn = "";
    }
  }

  private String text() {
    var theme = new Theme(looks);
    var first = running.values().iterator().next();
    var oldest =
        running.values().stream().map(Running::since).min(Instant::compareTo).orElse(first.since());
    var elapsed = Elapsed.coarse(Duration.between(oldest, clock.instant()));
    var more = running.size() == 1 ? "" : " and " + (running.size() - 1) + " more";
    var attempt = first.attempt().isEmpty() ? "" : "  " + first.attempt();
    var text = theme.ellipsis() + " " + elapsed + "  " + shown.line(first.title() + more + attempt);
    // one column is left free: a cursor behind the last one may already be on the next line
    return DisplayWidth.cut(text, looks.width() - 1, theme.ellipsis());
  }
}
