package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.engine.Resolved;
import irb.engine.RunRequest.Surroundings;
import irb.engine.Ticker;
import irb.runbook.ActionStep;
import irb.runbook.Effects;
import irb.runbook.Loader.Loaded;
import irb.runbook.Playbook;
import irb.runbook.Runbook;
import irb.runbook.Step;
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
            Options.one("RUNBOOK|FILE", "A runbook's name, PLAYBOOK/NAME, or a file.", false))
        .addOption(
            Options.flag("Instead: every action a step can have, with an example.", "--steps"))
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
    var name = Options.positional(parsed);
    if (Options.has(parsed, "--steps")) {
      return steps(invocation);
    }
    if (name.isEmpty()) {
      throw new UsageException("name a runbook ('irb list' shows them), or give --steps");
    }
    var shelf = invocation.shelf(name.get());
    var loaded = invocation.sound(shelf);
    if (loaded.isEmpty()) {
      return Exit.USAGE.code();
    }
    var runbook = loaded.get().runbook().orElseThrow();
    if (invocation.format() != Format.TEXT) {
      invocation.out().println(invocation.json().line(document(runbook, loaded.get().playbook())));
    } else if (graph.isPresent()) {
      new GraphText(invocation.out()).print(runbook);
    } else {
      text(parsed, invocation, loaded.get(), shelf.file().toAbsolutePath());
    }
    return Exit.NO_ACTION.code();
  }

  private static int steps(Invocation invocation) throws UsageException {
    var types = invocation.program().types();
    if (invocation.format() == Format.TEXT) {
      HelpTopics.print("steps", invocation.out(), types);
      return Exit.NO_ACTION.code();
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("irb", 1);
    document.put("kind", "steps");
    document.put(
        "steps",
        types.values().stream()
            .map(t -> Map.of("key", t.key(), "help", t.help(), "example", t.example()))
            .toList());
    invocation.out().println(invocation.json().line(document));
    return Exit.NO_ACTION.code();
  }

  private static void text(
      ParseResult parsed, Invocation invocation, Loaded loaded, java.nio.file.Path file)
      throws UsageException {
    var runbook = loaded.runbook().orElseThrow();
    var effects = Effects.of(runbook, loaded.playbook());
    if (!Options.has(parsed, "--resolved")) {
      new RunbookText(invocation.out(), effects, List.of()).print(runbook);
      return;
    }
    var environment =
        invocation.environment(loaded.playbook(), Objects.requireNonNull(file.getParent()));
    var params = new ParamOptions(invocation.program()).read(Options.values(parsed, "-p"), runbook);
    var program = invocation.program();
    var around =
        new Surroundings(
            program.author().actor(),
            program.account(),
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
    new RunbookText(invocation.out(), effects, resolved.lines(params))
        .print(runbook, resolved::text);
  }

  private static Map<String, Object> document(Runbook runbook, Playbook playbook) {
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
    document.put("steps", runbook.steps().stream().map(ShowCommand::step).toList());
    document.put("effects", EffectsJson.of(Effects.of(runbook, playbook)));
    return document;
  }

  private static Map<String, Object> step(Step step) {
    var map = new LinkedHashMap<String, Object>();
    map.put("id", step.id());
    map.put("phase", step.phase().toString());
    map.put("title", step.title().toString());
    if (step instanceof ActionStep act) {
      act.action().nested().ifPresent(n -> map.put("runs", n.runbook().text()));
      map.put("action", act.action().type());
      map.put("effect", act.action().effect().words());
      act.action().target().ifPresent(t -> map.put("target", t.text()));
    }
    return map;
  }
}
