package irb.engine;

import irb.engine.RunRequest.Consent;
import irb.engine.RunRequest.Surroundings;
import irb.engine.Targets.UnusableException;
import irb.expr.Masker;
import irb.expr.Secret;
import irb.journal.Author;
import irb.journal.Disk;
import irb.journal.EvidenceFolder;
import irb.journal.Head;
import irb.journal.Journal;
import irb.journal.JournalException;
import irb.journal.StateFolder;
import irb.runbook.ActionStep;
import irb.runbook.Environment;
import irb.runbook.Parameter;
import irb.runbook.Playbook;
import irb.runbook.Qualified;
import irb.runbook.Runbook;
import irb.runbook.Step;
import irb.source.Nearest;
import irb.step.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Starts a run: parameters, targets, log, engine, in this order; nothing runs before all of it is
/// there.
public final class Launch {
  private final Runbook runbook;
  private final Playbook playbook;
  private final Environment environment;
  private final Masker masker;

  public Launch(Runbook runbook, Playbook playbook, Environment environment, Masker masker) {
    this.runbook = runbook;
    this.playbook = playbook;
    this.environment = environment;
    this.masker = masker;
  }

  /// What cannot be started, and the exit code that says so.
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;
    private final Exit exit;

    public RefusedException(Exit exit, String message) {
      super(message);
      this.exit = exit;
    }

    public Exit exit() {
      return exit;
    }
  }

  /// Where a run is written down: the state folder, an incident to go on with, and who runs it.
  public record Place(
      StateFolder state,
      Optional<String> incident,
      Author author,
      String version,
      RandomGenerator random) {}

  /// What whoever starts a run has chosen; `targets` stand in for those of the playbook, which are
  /// not resolved then.
  public record Choices(
      Map<String, List<String>> params,
      Consent consent,
      boolean dry,
      Path here,
      Map<String, Target> targets) {
    public Choices {
      targets = Map.copyOf(targets);
    }

    /// With the playbook's own targets.
    public Choices(Map<String, List<String>> params, Consent consent, boolean dry, Path here) {
      this(params, consent, dry, here, Map.of());
    }
  }

  /// Runs the runbook. `listeners` hear what happens after it is in the log; `head` hears the log's
  /// head before the run is called finished.
  public RunReport run(
      Place place,
      Choices choices,
      Surroundings around,
      List<Listener> listeners,
      Consumer<Head> head)
      throws RefusedException {
    var unmasked = unmasked();
    var params = params(choices.params());
    checkSteps(choices.consent());
    var warnings = new ArrayList<>(unmasked);
    if (choices.dry()) {
      warnings.addAll(Archive.unsaved(runbook));
    }
    warnings.addAll(
        new Forewarning(environment, playbook, around.expressions(), masker).of(runbook));
    checkGuards(choices.dry());
    var targets = targets(choices, around);
    try (var log = log(place, around)) {
      var draft =
          new RunRequest(
              "",
              "",
              runbook,
              playbook,
              environment,
              targets,
              params,
              choices.consent(),
              choices.dry(),
              warnings,
              around,
              Archive.NONE,
              masker,
              () -> "");
      var journal = log.startRun(Recorder.started(draft));
      var run = journal.run().orElseThrow();
      var request =
          draft.in(
              run, choices.dry() ? Archive.NONE : archive(place, run), () -> journal.head().text());
      var all = new ArrayList<Listener>();
      all.add(new Recorder(journal));
      all.add(_ -> head.accept(journal.head()));
      all.addAll(listeners);
      return Engine.run(request, all);
    } catch (JournalException e) {
      throw new RefusedException(Exit.ERROR, String.valueOf(e.getMessage()));
    }
  }

  private Archive archive(Place place, String run) throws JournalException {
    var incident = place.state().incident(run.substring(0, run.lastIndexOf('/')));
    return new Archive(new EvidenceFolder(incident, Disk.real()), masker, run);
  }

  private Journal log(Place place, Surroundings around) throws JournalException {
    var started = around.ticker().nanos();
    if (place.incident().isPresent()) {
      return Journal.open(
          place.state(),
          place.incident().get(),
          place.author(),
          around.clock(),
          () -> around.ticker().nanos() - started,
          masker,
          Disk.real());
    }
    var id = place.state().newIncident(around.clock().instant(), place.random());
    return Journal.create(
        place.state(),
        id,
        place.author(),
        around.clock(),
        () -> around.ticker().nanos() - started,
        masker,
        Disk.real(),
        place.version());
  }

  /// Hands every secret of the environment to the masker; what it refuses is said.
  private List<String> unmasked() {
    return environment.secrets(playbook).stream()
        .filter(s -> !masker.add(s))
        .map(Forewarning::unmasked)
        .distinct()
        .toList();
  }

  /// What was given, checked, and completed with the defaults.
  private Map<String, Object> params(Map<String, List<String>> given) throws RefusedException {
    for (var name : given.keySet()) {
      if (!runbook.params().containsKey(name)) {
        throw new RefusedException(
            Exit.USAGE,
            "runbook '"
                + runbook.name()
                + "' has no parameter '"
                + name
                + "'; "
                + (runbook.params().isEmpty()
                    ? "it has none"
                    : Nearest.hint(name, runbook.params().keySet())));
      }
    }
    var values = new LinkedHashMap<String, Object>();
    for (var parameter : runbook.params().values()) {
      value(parameter, given).ifPresent(v -> values.put(parameter.name(), v));
    }
    return values;
  }

  private Optional<Object> value(Parameter parameter, Map<String, List<String>> given)
      throws RefusedException {
    var words = Optional.ofNullable(given.get(parameter.name())).or(parameter::standard);
    if (words.isEmpty()) {
      if (parameter.optional()) {
        return Optional.empty();
      }
      throw new RefusedException(
          Exit.USAGE,
          "parameter '"
              + parameter.name()
              + "' is needed: -p "
              + parameter.name()
              + "=…"
              + parameter.help().map(h -> " (" + h + ")").orElse(""));
    }
    try {
      var value = parameter.value(words.get());
      if (value instanceof Secret secret && !masker.add(secret)) {
        throw new RefusedException(
            Exit.USAGE,
            "parameter '"
                + parameter.name()
                + "' is a secret of fewer than "
                + Masker.SHORTEST
                + " characters, which cannot be masked in the log");
      }
      return Optional.of(value);
    } catch (Parameter.UnfitException e) {
      throw new RefusedException(Exit.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /// A dry run changes nothing, so it needs no guard.
  private void checkGuards(boolean dry) throws RefusedException {
    var guards = Unheld.guards(runbook);
    if (!dry && !guards.isEmpty()) {
      throw new RefusedException(
          Exit.ERROR,
          String.join("; ", guards)
              + ", which this version of irb cannot hold; --dry-run still shows what it would do");
    }
  }

  /// A misspelt step in --approve or --answer would silently approve nothing.
  private void checkSteps(Consent consent) throws RefusedException {
    var steps = new LinkedHashMap<String, Step>();
    Qualified.of(runbook).forEach(q -> steps.put(q.id(), q.step()));
    var named = new ArrayList<String>(consent.approved());
    named.addAll(consent.declined());
    named.addAll(consent.answers().keySet());
    var blanks = blanks();
    for (var id : named) {
      var step = steps.get(id);
      if (step == null && !blanks.contains(id)) {
        throw new RefusedException(
            Exit.USAGE,
            "runbook '"
                + runbook.name()
                + "' has no step '"
                + id
                + "'; "
                + Nearest.hint(id, steps.keySet()));
      }
      if (step instanceof ActionStep act && act.action().nested().isPresent()) {
        throw new RefusedException(
            Exit.USAGE,
            "'"
                + id
                + "' runs the runbook '"
                + act.action().nested().get().runbook()
                + "'; name its steps: "
                + String.join(
                    ", ",
                    steps.keySet().stream()
                        .filter(k -> k.startsWith(Qualified.name(id, "")))
                        .toList()));
      }
    }
  }

  /// The blanks of messages, as answers beforehand name them, e.g. `tell.impact`.
  private List<String> blanks() {
    var blanks = new ArrayList<String>();
    for (var named : Qualified.of(runbook)) {
      if (named.step() instanceof ActionStep act) {
        act.action().blanks().forEach(b -> blanks.add(named.id() + "." + b.name()));
      }
    }
    return blanks;
  }

  private Map<String, Target> targets(Choices choices, Surroundings around)
      throws RefusedException {
    try {
      var targets =
          new Targets(
                  playbook,
                  environment,
                  around.expressions(),
                  choices.here(),
                  around.actor(),
                  around.home())
              .of(runbook, choices.targets());
      targets.values().forEach(t -> t.secrets().forEach(masker::add));
      return targets;
    } catch (UnusableException e) {
      throw new RefusedException(Exit.ERROR, String.valueOf(e.getMessage()));
    }
  }
}
