package irb.step.shell;

import irb.process.Command;
import irb.process.CommandRun;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Reason;
import java.time.Duration;

/// A rendered command of this machine.
record ShellExecutor(Command command, Effect effect, Duration grace) implements Executor {

  @Override
  public String text() {
    return command.text();
  }

  @Override
  public Outcome run(Call call) {
    return call.mode() == Mode.READ && !effect.isRead()
        ? new Outcome.Fault(
            Reason.REFUSED,
            "only what reads may run here, and nothing says that this command does; if it does,"
                + " give it 'effect: read'")
        : new CommandRun(command, grace).outcome(call);
  }
}
