package irb.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Event;
import irb.runbook.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveLineTest {
  private final Streams streams = new Streams();
  private final Screen screen = streams.screen(Streams.WIDE, false, true);

  @AfterEach
  void endsTheThread() {
    screen.close();
  }

  /// What stands on the last line of the terminal.
  private String visible() {
    var line = new StringBuilder();
    var at = 0;
    var err = streams.err.toString();
    for (var c : err.substring(err.lastIndexOf('\n') + 1).toCharArray()) {
      if (c == '\r') {
        at = 0;
      } else {
        line.replace(at, Math.min(line.length(), at + 1), String.valueOf(c));
        at++;
      }
    }
    return line.toString().stripTrailing();
  }

  private void pass(int seconds) {
    streams.pass(Duration.ofSeconds(seconds));
    screen.tick();
  }

  @Test
  void showsHowLongAStepRuns() {
    Streams.show(screen, Script.entered("usage", Phase.DIAGNOSE, "How full is the server?"));
    assertThat(visible()).isEqualTo("… 0s  How full is the server?");

    pass(65);

    assertThat(visible()).isEqualTo("… 1m05s  How full is the server?");
  }

  @Test
  void isGoneBeforeAnythingElseIsPrinted() {
    Streams.show(screen, Script.entered("usage", Phase.DIAGNOSE, "How full is the server?"));

    Streams.show(
        screen,
        Script.ended(
            "usage", Phase.DIAGNOSE, "How full is the server?", Script.ok(5, java.util.Map.of())));

    assertThat(visible()).isEmpty();
    assertThat(streams.out.toString()).startsWith("✓ diagnose     How full is the server?");
  }

  @Test
  void showsTheAttempts() {
    Streams.show(
        screen,
        Script.entered("free", Phase.VERIFY, "Room again"),
        new Event.Attempt("free", 3, "29 of 30", Duration.ofSeconds(2)));

    assertThat(visible()).isEqualTo("… 0s  Room again  attempt 3: 29 of 30, again in 2.0s");
  }

  @Test
  void countsWhatRunsAtTheSameTime() {
    screen.on(
        List.of(
            Script.entered("a", Phase.DIAGNOSE, "One"),
            Script.entered("b", Phase.DIAGNOSE, "Two"),
            Script.entered("c", Phase.DIAGNOSE, "Three")));

    assertThat(visible()).isEqualTo("… 0s  One and 2 more");
  }

  @Test
  void keepsStillWhileAPersonIsAsked() {
    Streams.show(screen, Script.entered("ask", Phase.DIAGNOSE, "What now?"));

    screen.pause();
    pass(3);
    assertThat(visible()).isEmpty();

    screen.resume();
    assertThat(visible()).isEqualTo("… 3s  What now?");
  }

  @Test
  void neverReachesTheLastColumn() {
    Streams.show(screen, Script.entered("a", Phase.DIAGNOSE, "東京".repeat(40)));

    assertThat(DisplayWidth.of(visible())).isLessThan(80);
  }

  @Test
  void isNotThereWithoutATerminal() {
    var file = new Streams();
    Streams.show(
        file.screen(Streams.WIDE, false, false), Script.entered("a", Phase.DIAGNOSE, "One"));

    assertThat(file.err).hasToString("");
  }

  @Test
  void isNotThereOnADumbTerminal() {
    var dumb = new Streams();
    Streams.show(
        dumb.screen(new Looks(false, false, 80), false, true),
        Script.entered("a", Phase.DIAGNOSE, "One"));

    assertThat(dumb.err).hasToString("");
  }
}
