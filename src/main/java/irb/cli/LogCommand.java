package irb.cli;

import irb.engine.Exit;
import irb.journal.JournalException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb log …`: the incident logs, read, checked, signed, taken away.
final class LogCommand implements Command {
  private final List<Command> commands =
      List.of(
          new LogList(),
          new LogShow(),
          new LogTail(),
          new LogVerify(),
          new LogCheckpoint(),
          new LogExport(),
          new LogRedact());

  @Override
  public CommandSpec spec() {
    var spec = Options.command("log", "Read incident logs, check them, and hand them on.");
    for (var command : commands) {
      var sub = command.spec();
      spec.addSubcommand(sub.name(), sub);
    }
    return spec;
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    if (!parsed.hasSubcommand()) {
      throw new UsageException(
          "'irb log' needs one of list, show, tail, verify, checkpoint, export, redact");
    }
    var sub = parsed.subcommand();
    var name = sub.commandSpec().name();
    for (var command : commands) {
      if (command.spec().name().equals(name)) {
        return run(command, sub, invocation);
      }
    }
    throw new IllegalStateException("no command " + name);
  }

  private static int run(Command command, ParseResult parsed, Invocation invocation)
      throws Exception {
    try {
      return command.run(parsed, invocation);
    } catch (JournalException e) {
      throw new UsageException(Exit.ERROR, String.valueOf(e.getMessage()));
    }
  }
}
