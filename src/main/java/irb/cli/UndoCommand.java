package irb.cli;

import irb.engine.Exit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb undo RUN`: takes back what a run changed, the newest change first.
final class UndoCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
                "undo", "Take back what a run changed, each change previewed and approved again.")
            .addPositional(Options.one("RUN", "A run, or an incident for its last one.", true))
            .addOption(Options.text("STEP", "Take back the change of this step only.", "--step"));
    return ConsentOptions.addLater(ConsentOptions.add(spec)).addOption(Takeover.secrets());
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    invocation.format();
    var takeover = Takeover.of(invocation, Options.positional(parsed)).orElseThrow();
    var past = takeover.past();
    if (past.origin().dry()) {
      invocation.err().println("Run " + past.run() + " was a dry run; it changed nothing.");
      return Exit.NO_ACTION.code();
    }
    var step = Options.value(parsed, "--step");
    return takeover.run(
        parsed,
        "irb undo RUN" + step.map(s -> " --step " + s).orElse(""),
        (launch, place, choices, around, audience) ->
            launch.undo(place, choices, around, audience, past, step));
  }
}
