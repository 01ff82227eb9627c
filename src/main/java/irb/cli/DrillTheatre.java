package irb.cli;

import irb.cli.Invocation.Format;
import irb.drill.Audience;
import irb.drill.DrillEvent;
import irb.engine.Interrupts;
import irb.engine.Listener;
import irb.terminal.Screen;
import java.io.PrintWriter;
import java.util.List;

/// Shows drills as they go on: what they say, and with `runs` the runs as they would look in an
/// incident. With JSON all of that goes to stderr.
final class DrillTheatre implements Audience {
  private final Invocation invocation;
  private final Interrupts interrupts;
  private final boolean runs;
  private final PrintWriter stage;

  DrillTheatre(Invocation invocation, Interrupts interrupts, boolean runs) throws UsageException {
    this.invocation = invocation;
    this.interrupts = interrupts;
    this.runs = runs;
    this.stage = invocation.format() == Format.TEXT ? invocation.out() : invocation.err();
  }

  @Override
  public void on(DrillEvent event) {
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

  @Override
  public List<Listener> run() {
    if (!runs) {
      return List.of();
    }
    try {
      var looks =
          invocation.format() == Format.TEXT ? invocation.outLooks() : invocation.errLooks();
      var live = invocation.program().isTerminal(2) && !invocation.errLooks().isPlain();
      var screen =
          new Screen(
              stage,
              invocation.err(),
              looks,
              invocation.errLooks(),
              invocation.isVerbose(),
              live,
              invocation.program().clock(),
              "",
              invocation.program().masker());
      interrupts.speakTo(screen);
      stage.println();
      return List.of(screen);
    } catch (UsageException e) {
      throw new IllegalStateException(e); // the options were read before the first drill
    }
  }
}
