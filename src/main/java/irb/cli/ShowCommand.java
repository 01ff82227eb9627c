package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.engine.Resolved;
import irb.engine.RunRequest.Surroundings;
import irb.engine.Ticker;
import irb.runbook.Loader.Loaded;
import irb.runbook.Runbook;
import irb.step.Gateway;
import irb.step.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb show RUNBOOK`: what a runbook does, without doing any of it.
final class ShowCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command("show", "Show what a runbook does; nothing is executed.")
        .addPositional(
            Options.one("RUNBOOK|FILE", "A runbook's name, PLAYBOOK/NAME, or a file.", true))
        .addOption(
            Options.flag(
                "With the values that are known before a run: parameters, environment, targets.",
                "--resolved"))
        .addOption(Options.text("FORM", "The graph: text.", "--graph"))
        .addOption(Options.texts("NAME=VALUE", "A parameter, with --resolved.", "-p", "--param"));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    var graph = Options.value(parsed, "--graph");
    if (graph.isPresent() && !graph.get().equals("text")) {
      throw new UsageException("the graph is drawn as text, and not as '" + graph.get() + "'");
    }
    var shelf = invocation.shelf(Options.positional(parsed).orElseThrow());
    var loaded = invocation.sound(shelf);
    if (loaded.isEmpty()) {
      return Exit.USAGE.code();
    }
    var runbook = loaded.get().runbook().orElseThrow();
    if (invocation.format() != Format.TEXT) {
      invocation.out().println(invocation.json().line(document(runbook)));
    } else if (graph.isPresent()) {
      new GraphText(invocation.out()).print(runbook);
    } else {
      text(parsed, invocation, loaded.get(), shelf.file().toAbsolutePath());
    }
    return Exit.NO_ACTION.code();
  }

  private static void text(
      ParseResult parsed, Invocation invocation, Loaded loaded, java.nio.file.Path file)
      throws UsageException {
    var runbook = loaded.runbook().orElseThrow();
    if (!Options.has(parsed, "--resolved")) {
      new RunbookText(invocation.out(), List.of()).print(runbook);
      return;
    }
    var environment =
        invocation.environment(loaded.playbook(), Objects.requireNonNull(file.getParent()));
    var params = new ParamOptions(invocation.program()).read(Options.values(parsed, "-p"), runbook);
    var program = invocation.program();
    var around =
        new Surroundings(
            program.author().actor(),
            Operator.NOBODY,
            program.expressions(),
            program.clock(),
            Ticker.real(program.mono()),
            new Interrupts(),
            Gateway.NONE,
            Map.of());
    var resolved =
        new Resolved(
            runbook,
            loaded.playbook(),
            environment,
            program.expressions(),
            program.here(),
            around,
            program.masker());
    new RunbookText(invocation.out(), resolved.lines(params)).print(runbook, resolved::text);
  }

  private static Map<String, Object> document(Runbook runbook) {
    var document = new LinkedHashMap<String, Object>();
    document.put("irb", 1);
    document.put("kind", "runbook");
    document.put("runbook", runbook.name());
    document.put("title", runbook.title());
    document.put("severity", runbook.about().severity().orElse(""));
    document.put(
        "params",
        runbook.params().values().stream()
            .map(p ->
                Map.of(
                    "name",
                    (Object) p.name(),
                    "type",
                    p.type().toString(),
                    "default",
                    p.standard().orElse(List.of())))
            .toList());
    document.put(
        "steps",
        runbook.steps().stream()
            .map(s ->
                Map.of(
                    "id",
                    (Object) s.id(),
                    "phase",
                    s.phase().toString(),
                    "title",
                    s.title().toString()))
            .toList());
    return document;
  }
}
