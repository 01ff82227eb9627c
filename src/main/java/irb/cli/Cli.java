package irb.cli;

import irb.engine.Exit;
import irb.source.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Takes words, finds the command, gives an exit code. Errors end here: wrong usage is a sentence
/// and 2, a bug is a sentence, the place of its trace, and 70.
public final class Cli {
  private static final Pattern JSON = Pattern.compile(" (-o|--output|--format)[ =]?jsonl? ");

  private final Program program;
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final List<CommandSpec> specs = new ArrayList<>();

  private Cli(Program program) {
    this.program = program;
    for (var command :
        List.of(
            new RunCommand(),
            new ResumeCommand(),
            new UndoCommand(),
            new ListCommand(),
            new ShowCommand(),
            new MatchCommand(),
            new LintCommand(),
            new NewCommand(),
            new LogCommand(),
            new DrillCommand(),
            new SshCommand(),
            new HelpCommand(),
            new TrainCommand())) {
      var spec = command.spec();
      spec.usageMessage().hidden(command instanceof TrainCommand);
      specs.add(spec);
      commands.put(spec.name(), command);
    }
  }

  /// Runs one command.
  public static int run(List<String> words, Program program) {
    return new Cli(program).run(words);
  }

  private int run(List<String> words) {
    var line = new CommandLine(root()).setOut(program.out()).setErr(program.err());
    try {
      var parsed = line.parseArgs(words.toArray(String[]::new));
      return dispatch(line, parsed);
    } catch (ParameterException e) {
      return usage(e, words);
    } catch (UsageException e) {
      return refused(e, words);
    } catch (Throwable e) {
      return bug(e, words);
    } finally {
      program.out().flush();
      program.err().flush();
    }
  }

  private int dispatch(CommandLine line, ParseResult parsed) throws Exception {
    var deepest = parsed;
    var levels = new ArrayList<>(List.of(parsed));
    while (deepest.hasSubcommand()) {
      deepest = deepest.subcommand();
      levels.add(deepest);
    }
    if (deepest.hasMatchedOption("--help")) {
      deepest.commandSpec().commandLine().usage(program.out(), CommandLine.Help.Ansi.OFF);
      return Exit.NO_ACTION.code();
    }
    if (parsed.hasMatchedOption("--version")) {
      program.out().println("irb " + program.version());
      return Exit.NO_ACTION.code();
    }
    var invocation = new Invocation(program, levels);
    if (!parsed.hasSubcommand()) {
      Welcome.print(invocation);
      return Exit.NO_ACTION.code();
    }
    var sub = parsed.subcommand();
    var command = commands.get(sub.commandSpec().name());
    return java.util.Objects.requireNonNull(command, line::getCommandName).run(sub, invocation);
  }

  private CommandSpec root() {
    var root =
        Options.command("irb", "Runs incident runbooks.")
            .addOption(
                Options.global(Options.text("DIR", "Where the playbooks are.", "--runbooks")))
            .addOption(
                Options.global(
                    Options.text(
                        "NAME", "The playbook short names are looked up in.", "--playbook")))
            .addOption(
                Options.global(
                    Options.text("ENV", "The environment, one of the playbook's.", "--env")))
            .addOption(
                Options.global(
                    Options.text("FORMAT", "text, json or jsonl.", "-o", "--output", "--format")))
            .addOption(
                Options.global(Options.text("WHEN", "Colours: always, never, auto.", "--color")))
            .addOption(
                Options.global(Options.flag("Show all of what steps printed.", "-v", "--verbose")))
            .addOption(Options.global(Options.flag("Show the trace of a bug.", "--debug")))
            .addOption(Options.global(Options.flag("Ask nobody anything.", "--no-input")))
            .addOption(
                Options.global(
                    // a line that asks for help may lack what its command needs
                    Options.flag("Show this help.", "-h", "--help").toBuilder()
                        .usageHelp(true)
                        .build()))
            .addOption(Options.flag("Show the version.", "-V", "--version"));
    root.usageMessage()
        .footer("", "'irb help exit-codes', 'environment', 'expressions' and 'steps' say more.");
    specs.forEach(spec -> root.addSubcommand(spec.name(), spec));
    return root;
  }

  private int usage(ParameterException e, List<String> words) {
    var err = program.err();
    var sentence = sentence(e);
    document(Exit.USAGE, sentence, words);
    err.println("irb: " + sentence);
    err.println(
        "'" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help' says what it takes.");
    return Exit.USAGE.code();
  }

  private static String sentence(ParameterException e) {
    var message = String.valueOf(e.getMessage());
    var first =
        message.isEmpty()
            ? message
            : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      var word = unmatched.getUnmatched().getFirst();
      var spec = e.getCommandLine().getCommandSpec();
      var known = new ArrayList<String>();
      spec.options().forEach(o -> known.addAll(List.of(o.names())));
      spec.subcommands()
          .forEach((name, sub) -> {
            if (!sub.getCommandSpec().usageMessage().hidden()) {
              known.add(name);
            }
          });
      var kind =
          word.startsWith("-") ? "option" : spec.subcommands().isEmpty() ? "argument" : "command";
      return "there is no "
          + kind
          + " '"
          + word
          + "'"
          + Nearest.to(word, known).map(k -> "; did you mean '" + k + "'?").orElse("");
    }
    return first;
  }

  private int refused(UsageException e, List<String> words) {
    document(e.exit(), String.valueOf(e.getMessage()), words);
    program.err().println("irb: " + e.getMessage());
    return e.exit().code();
  }

  /// What asked for JSON gets a document that parses, whatever went wrong.
  private void document(Exit exit, String why, List<String> words) {
    if (!asksForJson(words)) {
      return;
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("irb", 1);
    document.put("kind", "error");
    document.put("outcome", exit.toString());
    document.put("exit", exit.code());
    document.put("why", why);
    document.put("steps", List.of());
    document.put("findings", List.of());
    program.out().println(new irb.expr.Json(program.masker()).line(document));
  }

  /// Looked for in the words themselves: they may be ones that cannot be parsed.
  private static boolean asksForJson(List<String> words) {
    var line = " " + String.join(" ", words) + " ";
    return JSON.matcher(line).find();
  }

  private int bug(Throwable e, List<String> words) {
    PrintWriter err = program.err();
    var debug = words.contains("--debug");
    document(Exit.BUG, "this is a bug in irb: " + e, words);
    err.println("irb: this is a bug in irb: " + e);
    if (debug) {
      e.printStackTrace(err);
    } else {
      err.println(traceFile(e));
    }
    return Exit.BUG.code();
  }

  private String traceFile(Throwable e) {
    try {
      var file = Files.createTempFile(program.temp(), "irb-bug-", ".txt");
      try (var out =
          new PrintWriter(
              new irb.terminal.MaskingWriter(Files.newBufferedWriter(file), program.masker()))) {
        e.printStackTrace(out);
      }
      return "Its trace is in " + file + "; --debug shows it here.";
    } catch (IOException _) {
      return "--debug shows its trace.";
    }
  }
}
