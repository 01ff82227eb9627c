package irb.cli;

import irb.drill.Audience;
import irb.drill.DrillEvent;
import irb.drill.DrillResult;
import irb.engine.Listener;
import irb.expr.Masker;
import irb.terminal.Looks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Shows a drill that runs beside others: one line when it is over, and the whole of it when it
/// failed, or with `-v`.
final class DrillLine implements Audience {
  private final Invocation invocation;
  private final Tally tally;
  private final Masker masker;
  private final Looks looks;
  private final StringWriter text = new StringWriter();
  private final PrintWriter stage = new PrintWriter(text);

  /// How many drills are over of how many there are, and where that is written.
  static final class Tally {
    private final int all;
    private final PrintWriter out;
    private final Consumer<DrillResult> told;
    private int over;

    /// `told` hears of each result, too, one at a time.
    Tally(int all, PrintWriter out, Consumer<DrillResult> told) {
      this.all = all;
      this.out = out;
      this.told = told;
    }

    private synchronized void over(DrillEvent.Over event, String whole) {
      var result = event.result();
      var digits = String.valueOf(all).length();
      over++;
      out.print(whole);
      out.printf(
          Locale.ROOT,
          "[%" + digits + "d/%d] %s %s/%s  %s  %.1fs%n",
          over,
          all,
          result.passed() ? "✓" : "✗",
          result.playbook(),
          result.name(),
          result.outcome().map(Object::toString).orElse("not run"),
          result.took().toMillis() / 1000.0);
      out.flush();
      told.accept(result);
    }
  }

  DrillLine(Invocation invocation, Tally tally, Masker masker, Looks looks) {
    this.invocation = invocation;
    this.tally = tally;
    this.masker = masker;
    this.looks = looks;
  }

  @Override
  public void on(DrillEvent event) {
    if (event instanceof DrillEvent.Over over) {
      var whole = invocation.isVerbose() || !over.result().passed();
      stage.flush();
      tally.over(over, whole ? text.toString() : "");
    } else {
      DrillTheatre.say(event, stage);
    }
  }

  @Override
  public List<Listener> run() {
    return List.of(DrillTheatre.screen(invocation, stage, stage, looks, looks, false, masker));
  }
}
