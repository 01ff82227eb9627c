package irb.cli;

import irb.engine.Exit;
import irb.source.Nearest;
import java.util.ArrayList;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb help [COMMAND|TOPIC]`.
final class HelpCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command(
            "help", "Help on a command, or on " + String.join(", ", HelpTopics.NAMES) + ".")
        .addPositional(Options.one("COMMAND|TOPIC", "What to explain.", false));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    var topic = Options.positional(parsed);
    var root = parsed.commandSpec().root().commandLine();
    if (topic.isEmpty()) {
      root.usage(invocation.out(), CommandLine.Help.Ansi.OFF);
    } else if (HelpTopics.NAMES.contains(topic.get())) {
      HelpTopics.print(topic.get(), invocation.out(), invocation.program().types());
    } else if (root.getSubcommands().containsKey(topic.get())) {
      root.getSubcommands().get(topic.get()).usage(invocation.out(), CommandLine.Help.Ansi.OFF);
    } else {
      var known = new ArrayList<>(HelpTopics.NAMES);
      known.addAll(root.getSubcommands().keySet());
      known.remove("train");
      throw new UsageException(
          "there is no help on '" + topic.get() + "'; " + Nearest.hint(topic.get(), known));
    }
    return Exit.NO_ACTION.code();
  }
}
