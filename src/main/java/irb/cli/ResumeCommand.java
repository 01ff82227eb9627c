package irb.cli;

import irb.engine.Exit;
import irb.engine.Launch.Taking;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb resume [RUN]`: goes on with a run that did not come to its end.
final class ResumeCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
                "resume",
                "Go on with a run after a pause, a failure or a crash; nothing is changed twice.")
            .addPositional(
                Options.one(
                    "RUN",
                    "A run, or an incident for its last one; the newest unfinished one when left"
                        + " out.",
                    false));
    return ConsentOptions.addLater(ConsentOptions.add(spec))
        .addOption(Takeover.secrets())
        .addOption(
            Options.text("STEP", "Go on at this step instead of where the run stood.", "--from"))
        .addOption(
            Options.flag(
                "Go on although the runbook, its playbook or a target has changed since.",
                "--accept-changes"));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    invocation.format();
    var takeover = Takeover.of(invocation, Options.positional(parsed));
    if (takeover.isEmpty()) {
      invocation.err().println("There is no unfinished run.");
      return Exit.NO_ACTION.code();
    }
    var past = takeover.get().past();
    if (past.isFinished() || past.origin().dry()) {
      invocation
          .err()
          .println(
              "Run "
                  + past.run()
                  + (past.origin().dry() ? " was a dry run" : " is finished: " + past.end().get())
                  + "; there is nothing left to do in it.");
      return Exit.NO_ACTION.code();
    }
    Optional<String> from = Options.value(parsed, "--from");
    var taking = new Taking(from, Options.has(parsed, "--accept-changes"));
    return takeover
        .get()
        .run(
            parsed,
            Takeover.AGAIN,
            (launch, place, choices, around, audience) ->
                launch.resume(place, choices, around, audience, past, taking));
  }
}
