package irb.acceptance;

import irb.StepTypes;
import irb.engine.Event;
import irb.engine.Interrupts;
import irb.engine.Launch;
import irb.engine.Launch.Choices;
import irb.engine.Launch.Place;
import irb.engine.Listener;
import irb.engine.RunReport;
import irb.engine.RunRequest.Consent;
import irb.engine.RunRequest.Surroundings;
import irb.engine.Ticker;
import irb.expr.Expressions;
import irb.expr.Masker;
import irb.journal.Author;
import irb.journal.Disk;
import irb.journal.StateFolder;
import irb.runbook.Environment;
import irb.runbook.Library;
import irb.runbook.Library.Search;
import irb.runbook.Loader;
import irb.step.Operator;
import irb.step.StepType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// One run of a runbook below the command line: with a scripted operator, time of its own, and
/// everything that was heard of it.
final class Trial {
  private static final Expressions EXPRESSIONS = new Expressions();

  private final Path folder;
  private final List<Event> heard = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/usr/bin:/bin"));
  private final Map<String, StepType> types = new TreeMap<>(StepTypes.all());
  private final Interrupts interrupts = new Interrupts();
  private String playbook =
      """
      playbook: p
      title: P
      targets: {here: {local: .}}
      """;
  private Operator operator = Operator.NOBODY;
  private Ticker ticker = Ticker.real(System::nanoTime);
  private InstantSource clock = InstantSource.system();
  private Consent consent = Consent.none();
  private Optional<String> name = Optional.empty();
  private boolean unlinted;
  private boolean dry;
  private String severity = "";

  /// In `folder` lie the runbook, the state, and what its shell steps make.
  Trial(Path folder) {
    this.folder = folder;
    listeners.add(events -> heard.addAll(events));
  }

  /// With a step type of the test's own.
  Trial type(StepType type) {
    types.put(type.key(), type);
    return this;
  }

  Trial playbook(String text) {
    playbook = text;
    return this;
  }

  /// Of a playbook that has severities.
  Trial severity(String key) {
    severity = "severity: " + key + "\n";
    return this;
  }

  Trial operator(Operator by) {
    operator = by;
    return this;
  }

  Trial ticker(Ticker other) {
    ticker = other;
    return this;
  }

  Trial clock(InstantSource other) {
    clock = other;
    return this;
  }

  Trial env(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Trial in(String environmentName) {
    name = Optional.of(environmentName);
    return this;
  }

  Trial yes() {
    return consent(new Consent(true, Set.of(), Set.of(), Map.of(), Optional.empty()));
  }

  Trial consent(Consent given) {
    consent = given;
    return this;
  }

  Trial dry() {
    dry = true;
    return this;
  }

  /// Puts another runbook beside it; `text` is what stands below its title.
  Trial beside(String runbook, String text) throws IOException {
    Files.writeString(
        folder.resolve(runbook + ".yaml"), "runbook: " + runbook + "\ntitle: The other\n" + text);
    return this;
  }

  /// Runs it also when the check of the runbook finds errors.
  Trial unlinted() {
    unlinted = true;
    return this;
  }

  Trial hearing(Listener listener) {
    listeners.add(listener);
    return this;
  }

  Interrupts interrupts() {
    return interrupts;
  }

  /// Runs the steps, written as YAML.
  RunReport run(String steps) throws Exception {
    Files.writeString(folder.resolve("playbook.yaml"), playbook);
    var file = folder.resolve("r.yaml");
    Files.writeString(file, "runbook: r\ntitle: R\n" + severity + "steps:\n" + steps.indent(2));
    var loaded =
        switch (Library.file(file)) {
          case Search.Found(var shelf) -> new Loader(types, EXPRESSIONS, folder).load(shelf);
          case Search.Missing missing -> throw new IllegalStateException(missing.message());
        };
    if (!loaded.isSound() && !unlinted) {
      throw new AssertionError(
          String.join("\n", loaded.findings().stream().map(f -> f.text()).toList()));
    }
    return new Launch(
            loaded.runbook().orElseThrow(),
            loaded.playbook(),
            new Environment(name, environment, Map.of()),
            new Masker())
        .run(
            new Place(
                new StateFolder(folder.resolve("state")),
                Optional.empty(),
                new Author("tester", "here", 1),
                "test",
                new Random(),
                Disk.real()),
            new Choices(Map.of(), consent, dry, folder),
            new Surroundings(
                "tester",
                folder,
                operator,
                EXPRESSIONS,
                clock,
                ticker,
                interrupts,
                irb.step.Gateway.NONE,
                Map.of()),
            new Launch.Audience(listeners, _ -> {}));
  }

  List<Event> heard() {
    return List.copyOf(heard);
  }

  /// How each step ended, in the order in which that was told: `one ok`.
  List<String> ended() {
    var ends = new ArrayList<String>();
    for (var event : heard) {
      if (event instanceof Event.Ended ended) {
        ends.add(ended.id() + " " + ended.result().status());
      }
    }
    return ends;
  }

  Event.Ended last(String step) {
    return heard.stream()
        .filter(e -> e instanceof Event.Ended ended && ended.id().equals(step))
        .map(Event.Ended.class::cast)
        .reduce((_, b) -> b)
        .orElseThrow();
  }

  List<String> notices() {
    return heard.stream()
        .filter(Event.Notice.class::isInstance)
        .map(e -> ((Event.Notice) e).text())
        .toList();
  }

  boolean made(String file) {
    return Files.exists(folder.resolve(file));
  }

  String content(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }
}
