package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.engine.Resolved;
import irb.engine.RunRequest.Surroundings;
import irb.engine.Ticker;
import irb.runbook.ActionStep;
import irb.runbook.Effects;
import irb.runbook.Library;
import irb.runbook.Loader.Loaded;
import irb.runbook.Playbook;
import irb.runbook.Runbook;
import irb.runbook.Step;
import irb.source.Finding;
import irb.step.Gateway;
import irb.step.Operator;
import irb.terminal.FindingsText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb show RUNBOOK|PLAYBOOK`: what a runbook does, without doing any of it; or what a playbook
/// says of severities, people, channels and messages.
final class ShowCommand implements Command {
  private static final List<String> GRAPHS = List.of("text", "mermaid", "dot");

  @Override
  public CommandSpec spec() {
    return Options.command(
            "show", "Show what a runbook does, or a playbook says; nothing is executed.")
        .addPositional(
            Options.one(
                "RUNBOOK|FILE|PLAYBOOK",
                "A runbook's name, PLAYBOOK/NAME, or a file; or a playbook: who is told what, and how.",
                false))
        .addOption(
            Options.flag("Instead: every action a step can have, with an example.", "--steps"))
        .addOption(
            Options.flag(
                "With the values that are known before a run: parameters, environment, targets.",
                "--resolved"))
        .addOption(
            // 'irb show NAME --graph' is the graph as text
            Options.text("FORM", "The graph: text, mermaid or dot.", "--graph").toBuilder()
                .arity("0..1")
                .fallbackValue("text")
                .build())
        .addOption(Options.texts("NAME=VALUE", "A parameter, with --resolved.", "-p", "--param"));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    var graph = Options.value(parsed, "--graph");
    if (graph.isPresent()) {
      checkGraph(graph.get(), invocation);
    }
    var name = Options.positional(parsed);
    if (Options.has(parsed, "--steps")) {
      return steps(invocation);
    }
    if (name.isEmpty()) {
      throw new UsageException(
          "name a runbook or a playbook ('irb list' shows them), or give --steps");
    }
    var playbook = playbook(name.get(), invocation);
    if (playbook.isPresent()) {
      if (graph.isPresent() || Options.has(parsed, "--resolved")) {
        throw new UsageException("--graph and --resolved are for runbooks");
      }
      return show(playbook.get(), invocation);
    }
    var shelf = invocation.shelf(name.get());
    var loaded = invocation.sound(shelf);
    if (loaded.isEmpty()) {
      return Exit.USAGE.code();
    }
    var runbook = loaded.get().runbook().orElseThrow();
    if (graph.isPresent()) {
      graph(graph.get(), runbook, invocation);
      return Exit.NO_ACTION.code();
    }
    switch (invocation.format()) {
      case TEXT -> text(parsed, invocation, loaded.get(), shelf.file().toAbsolutePath());
      case JSON ->
          new JsonOut(invocation).print("runbook", document(runbook, loaded.get().playbook()));
      case JSONL -> lines(runbook, invocation);
    }
    return Exit.NO_ACTION.code();
  }

  /// The folder of the playbook called `name`; a runbook of that name goes first. A file needs no
  /// folder of playbooks.
  private static Optional<Path> playbook(String name, Invocation invocation) throws UsageException {
    if (Invocation.isFile(name)) {
      return Optional.empty();
    }
    var library = invocation.library();
    return library.shelves().stream().anyMatch(s -> s.runbook().equals(name))
        ? Optional.empty()
        : library.playbooks().stream().filter(p -> p.endsWith(name)).findFirst();
  }

  private static int show(Path folder, Invocation invocation) throws UsageException {
    if (invocation.format() != Format.TEXT) {
      throw new UsageException("a playbook is shown as text; its playbook.yaml is the data");
    }
    var file = folder.resolve("playbook.yaml");
    var findings = invocation.loader().playbook(file);
    var playbook = invocation.loader().glancePlaybook(file);
    if (playbook.isEmpty() || findings.stream().anyMatch(Finding::isError)) {
      new FindingsText(invocation.err(), invocation.errLooks()).print(findings);
      return Exit.USAGE.code();
    }
    var environment = invocation.environment(playbook.get(), folder);
    environment.secrets(playbook.get()).forEach(invocation.program().masker()::add);
    var runbooks =
        invocation.library().shelves().stream()
            .filter(s -> folder.endsWith(s.playbook()))
            .map(Library.Shelf::runbook)
            .toList();
    new PlaybookText(
            invocation.out(), playbook.get(), environment, invocation.program().expressions())
        .print(runbooks);
    return Exit.NO_ACTION.code();
  }

  private static void checkGraph(String form, Invocation invocation) throws UsageException {
    if (!GRAPHS.contains(form)) {
      throw new UsageException(
          "the graph is drawn as " + String.join(", ", GRAPHS) + ", and not as '" + form + "'");
    }
    if (invocation.format() != Format.TEXT) {
      throw new UsageException("a graph is text; leave --graph or -o out");
    }
  }

  private static void graph(String form, Runbook runbook, Invocation invocation) {
    switch (form) {
      case "mermaid" -> invocation.out().print(new GraphMermaid(Drawing.of(runbook)).text());
      case "dot" -> invocation.out().print(new GraphDot(Drawing.of(runbook)).text());
      default -> new GraphText(invocation.out()).print(runbook);
    }
  }

  private static void lines(Runbook runbook, Invocation invocation) {
    for (var step : runbook.steps()) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("runbook", runbook.name());
      fields.putAll(step(step));
      new JsonOut(invocation).print("step", fields);
    }
  }

  private static int steps(Invocation invocation) throws UsageException {
    var types = invocation.program().types();
    if (invocation.format() == Format.TEXT) {
      HelpTopics.print("steps", invocation.out(), types);
      return Exit.NO_ACTION.code();
    }
    var steps =
        types.values().stream()
            .map(t ->
                Map.<String, Object>of("key", t.key(), "help", t.help(), "example", t.example()))
            .toList();
    var json = new JsonOut(invocation);
    if (invocation.format() == Format.JSON) {
      json.print("steps", Map.of("steps", steps));
    } else {
      steps.forEach(s -> json.print("step type", s));
    }
    return Exit.NO_ACTION.code();
  }

  private static void text(ParseResult parsed, Invocation invocation, Loaded loaded, Path file)
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
