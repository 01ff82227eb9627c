package irb.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command: its options, and what it does with them.
interface Command {
  /// The options and parameters it takes.
  CommandSpec spec();

  /// Does it, and gives the exit code.
  int run(ParseResult parsed, Invocation invocation) throws Exception;
}
