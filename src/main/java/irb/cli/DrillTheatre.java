package irb.cli;

import irb.drill.Audience;
import irb.drill.DrillEvent;
import irb.engine.Interrupts;
import irb.engine.Listener;
import irb.expr.Masker;
import irb.terminal.Looks;
import irb.terminal.Screen;
import java.io.PrintWriter;
import java.util.List;

/// Shows one drill after the other as they go on: what they say, and their runs as they would look
/// in an incident. With JSON all of that goes to stderr.
final class DrillTheatre implements Audience {
  private final Invocation invocation;
  private final Interrupts interrupts;
  private final PrintWriter stage;
  private final Looks looks;
  private final Looks whispers;

  DrillTheatre(Invocation invocation, Interrupts interrupts) throws UsageException {
    var text = invocation.format() == Invocation.Format.TEXT;
    this.invocation = invocation;
    this.interrupts = interrupts;
    this.stage = text ? invocation.out() : invocation.err();
    this.looks = text ? invocation.outLooks() : invocation.errLooks();
    this.whispers = invocation.errLooks();
  }

  /// `event` as lines of their own.
  static void say(DrillEvent event, PrintWriter stage) {
    switch (event) {
      case DrillEvent.Began _, DrillEvent.TwinBegan _ -> stage.println("\n── " + event.text());
      case DrillEvent.SandboxStarted _,
          DrillEvent.FaultMade _,
          DrillEvent.Healed _,
          DrillEvent.Checked _ ->
          stage.println("   " + event.text());
      case DrillEvent.Over _ -> stage.println(event.text());
    }
    stage.flush();
  }

  /// A screen on `stage`; `live` says whether a running step shows its time on `err`.
  static Screen screen(
      Invocation invocation,
      PrintWriter stage,
      PrintWriter err,
      Looks looks,
      Looks whispers,
      boolean live,
      Masker masker) {
    stage.println();
    return new Screen(
        stage,
        err,
        looks,
        whispers,
        invocation.isVerbose(),
        live,
        invocation.program().clock(),
        "",
        masker);
  }

  @Override
  public void on(DrillEvent event) {
    say(event, stage);
  }

  @Override
  public List<Listener> run() {
    var live = invocation.program().isTerminal(2) && !whispers.isPlain();
    var masker = invocation.program().masker();
    var screen = screen(invocation, stage, invocation.err(), looks, whispers, live, masker);
    interrupts.speakTo(screen);
    return List.of(screen);
  }
}
