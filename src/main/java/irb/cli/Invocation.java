package irb.cli;

import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.engine.Patience;
import irb.engine.Ticker;
import irb.expr.Durations;
import irb.expr.Json;
import irb.expr.Quoting;
import irb.journal.JournalException;
import irb.journal.StateFolder;
import irb.runbook.Environment;
import irb.runbook.Library;
import irb.runbook.Library.Search;
import irb.runbook.Library.Shelf;
import irb.runbook.Loader;
import irb.runbook.Playbook;
import irb.source.Findings;
import irb.source.Nearest;
import irb.step.Operator;
import irb.terminal.FindingsText;
import irb.terminal.Looks;
import irb.terminal.Presence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// One call of irb: the program, the global options, and what commands share.
final class Invocation {
  private static final Duration ANSWER = Duration.ofHours(1);

  private final Program program;
  private final List<ParseResult> levels;

  /// `levels` are what was parsed for irb itself, for the command, and for a command of that one.
  Invocation(Program program, List<ParseResult> levels) {
    this.program = program;
    this.levels = List.copyOf(levels);
  }

  /// A global option, wherever in the line it stands; the last one counts.
  private Optional<String> option(String name) {
    return levels.reversed().stream().flatMap(l -> Options.value(l, name).stream()).findFirst();
  }

  private boolean has(String name) {
    return levels.stream().anyMatch(l -> Options.has(l, name));
  }

  /// How results are written.
  enum Format {
    TEXT,
    JSON,
    JSONL
  }

  Program program() {
    return program;
  }

  PrintWriter out() {
    return program.out();
  }

  PrintWriter err() {
    return program.err();
  }

  boolean isVerbose() {
    return has("-v");
  }

  Json json() {
    return new Json(program.masker());
  }

  Format format() throws UsageException {
    var word = option("-o").orElse("text");
    return switch (word) {
      case "text" -> Format.TEXT;
      case "json" -> Format.JSON;
      case "jsonl" -> Format.JSONL;
      default ->
          throw new UsageException(
              "there is no output format '"
                  + word
                  + "'; "
                  + Nearest.hint(word, List.of("text", "json", "jsonl")));
    };
  }

  /// Whether results go out as one object a line.
  boolean isLines() {
    return option("-o").filter("jsonl"::equals).isPresent();
  }

  Looks outLooks() throws UsageException {
    return looks(1);
  }

  Looks errLooks() throws UsageException {
    return looks(2);
  }

  private Looks looks(int fd) throws UsageException {
    var when = option("--color");
    if (when.isPresent() && !List.of("always", "never", "auto").contains(when.get())) {
      throw new UsageException("--color is always, never or auto, and not '" + when.get() + "'");
    }
    return Looks.of(program.environment(), when, program.isTerminal(fd), width());
  }

  private int width() {
    var columns = program.environment().getOrDefault("COLUMNS", "");
    return columns.matches("\\d{2,4}") ? Math.clamp(Integer.parseInt(columns), 40, 200) : 100;
  }

  /// Whether a person can be asked.
  boolean isSomebodyThere() {
    return Presence.somebody(
        program.terminal(), program.environment(), has("--no-input"), program.ttyOpens());
  }

  /// Whoever can be asked: `person` as long as they answer in time, or nobody.
  Operator operator(Operator person, Interrupts interrupts) throws UsageException {
    var within = answerWithin();
    return isSomebodyThere()
        ? new Patience(person, within, Ticker.real(program.mono()), interrupts)
        : Operator.NOBODY;
  }

  private Duration answerWithin() throws UsageException {
    var written = program.environment().getOrDefault("IRB_ANSWER_WITHIN", "");
    var within = written.isBlank() ? Optional.of(ANSWER) : Durations.parse(written.strip());
    return within
        .filter(Duration::isPositive)
        .orElseThrow(() ->
            new UsageException(
                "IRB_ANSWER_WITHIN is how long an answer is waited for, e.g. 15m or 1h30m, and not '"
                    + written
                    + "'"));
  }

  Library library() throws UsageException {
    var option = option("--runbooks").map(Path::of);
    var shipped = program.home().map(h -> h.resolve("runbooks"));
    return Library.choose(option, program.environment(), program.here(), shipped)
        .orElseThrow(() ->
            new UsageException(
                option
                    .map(o -> "there is no folder " + o)
                    .or(() ->
                        Optional.ofNullable(program.environment().get("IRB_RUNBOOKS"))
                            .map(d -> "IRB_RUNBOOKS names a folder that is not there: " + d))
                    .orElse(
                        "there are no runbooks: no folder 'runbooks' here or above; name one with --runbooks DIR")));
  }

  /// The folder of playbooks that was named, there or not.
  Optional<Path> runbooksFolder() {
    return option("--runbooks")
        .or(() -> Optional.ofNullable(program.environment().get("IRB_RUNBOOKS")))
        .filter(d -> !d.isBlank())
        .map(program.here()::resolve);
  }

  /// `command` with the folder of playbooks that this call was given, for a command to type next.
  String sameRunbooks(String command) {
    return option("--runbooks")
        .map(r -> command + " --runbooks " + Quoting.word(r))
        .orElse(command);
  }

  /// Whether the command says where the playbooks are.
  boolean namesRunbooks() {
    return option("--runbooks").isPresent();
  }

  Loader loader() {
    return new Loader(program.types(), program.expressions(), program.here());
  }

  /// The runbook called `name`, or in the file `name`.
  Shelf shelf(String name) throws UsageException {
    var search =
        isFile(name)
            ? Library.file(program.here().resolve(name))
            : library().find(name, playbookOption());
    return switch (search) {
      case Search.Found(var shelf) -> shelf;
      case Search.Missing(var message, var hint) ->
          throw new UsageException(hint.isEmpty() ? message : message + "; " + hint);
    };
  }

  /// Whether `name` is that of a file, and not of a runbook among the playbooks.
  static boolean isFile(String name) {
    return name.endsWith(".yaml")
        || name.endsWith(".yml")
        || name.startsWith("./")
        || name.startsWith("/");
  }

  /// The runbooks there are, of the playbook that was named alone.
  List<Shelf> shelves() throws UsageException {
    var library = library();
    var only = playbookOption();
    var shelves = library.shelves();
    var names = shelves.stream().map(Shelf::playbook).distinct().toList();
    if (only.isPresent() && !names.contains(only.get())) {
      throw new UsageException(
          "there is no playbook '"
              + only.get()
              + "' with runbooks in "
              + library.root()
              + "; "
              + Nearest.hint(only.get(), names));
    }
    return shelves.stream().filter(s -> only.isEmpty() || only.get().equals(s.playbook())).toList();
  }

  Optional<String> playbookOption() {
    return option("--playbook")
        .or(() -> Optional.ofNullable(program.environment().get("IRB_PLAYBOOK")))
        .filter(p -> !p.isBlank());
  }

  /// Loads a runbook that must be sound; otherwise its findings are shown and that is the end.
  Optional<Loader.Loaded> sound(Shelf shelf) throws UsageException {
    return sound(shelf, loader());
  }

  /// The same, read by `loader`.
  Optional<Loader.Loaded> sound(Shelf shelf, Loader loader) throws UsageException {
    var loaded = loader.load(shelf);
    if (!loaded.isSound()) {
      findings(loaded);
      return Optional.empty();
    }
    return Optional.of(loaded);
  }

  private void findings(Loader.Loaded loaded) throws UsageException {
    if (format() == Format.TEXT) {
      new FindingsText(err(), errLooks()).print(loaded.findings());
      return;
    }
    out().println(json().line(failure("run", Exit.USAGE, "the runbook is invalid", loaded)));
  }

  /// What `-o json` says of something that did not come to run.
  static Map<String, Object> failure(String kind, Exit exit, String why, Loader.Loaded loaded) {
    var document = new LinkedHashMap<String, Object>();
    document.put("irb", 1);
    document.put("kind", kind);
    document.put("outcome", exit.toString());
    document.put("exit", exit.code());
    document.put("why", why);
    document.put("steps", List.of());
    document.put("findings", FindingsJson.of(loaded.findings()));
    return document;
  }

  /// Refuses another environment than that of a run which is taken up again.
  void isNotElsewhere(String run, String environment) throws UsageException {
    var chosen = option("--env");
    if (chosen.isPresent() && !chosen.get().equals(environment)) {
      throw new UsageException(
          "run " + run + " belongs to environment '" + environment + "'; leave --env out");
    }
  }

  /// The variables of the environment that was chosen, which the playbook must know.
  Environment environment(Playbook playbook, Path playbookFolder) throws UsageException {
    var chosen =
        option("--env")
            .or(() -> Optional.ofNullable(program.environment().get("IRB_ENV")))
            .filter(e -> !e.isBlank());
    return environment(chosen, playbook, List.of(program.here(), playbookFolder));
  }

  /// The variables of the environment `chosen`, from the first of `folders` that has its file.
  Environment environment(Optional<String> chosen, Playbook playbook, List<Path> folders)
      throws UsageException {
    if (chosen.isEmpty()) {
      return Environment.local(program.environment());
    }
    var name = chosen.get();
    if (!playbook.environments().containsKey(name)) {
      throw new UsageException(
          "the playbook has no environment '"
              + name
              + "'; "
              + (playbook.environments().isEmpty()
                  ? "it names none; add 'environments' to playbook.yaml"
                  : Nearest.hint(name, playbook.environments().keySet())));
    }
    var findings = new Findings();
    try {
      var environment = Environment.load(name, folders, program.environment(), findings);
      if (findings.hasErrors()) {
        new FindingsText(err(), errLooks()).print(findings.all());
        throw new UsageException(Exit.ERROR, ".env." + name + " cannot be read");
      }
      return environment;
    } catch (IOException e) {
      throw new UsageException(Exit.ERROR, ".env." + name + " cannot be read: " + e.getMessage());
    }
  }

  StateFolder state() throws UsageException {
    try {
      return StateFolder.of(program.environment());
    } catch (JournalException e) {
      throw new UsageException(Exit.ERROR, String.valueOf(e.getMessage()));
    }
  }

  /// Says it when the state folder is on a file system that may not keep what the log relies on.
  void warnOfRemoteState() throws UsageException {
    program.stores().warning(state()).ifPresent(w -> err().println("irb: warning: " + w));
  }

  /// Refuses an incident that is not there.
  void known(String incident, List<String> incidents) throws UsageException {
    if (!incidents.contains(incident)) {
      throw new UsageException(
          "there is no incident '"
              + incident
              + "'; "
              + Nearest.to(incident, incidents)
                  .map(k -> "did you mean '" + k + "'?")
                  .orElse("'irb log list' shows what there is"));
    }
  }
}
