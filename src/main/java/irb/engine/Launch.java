package irb.engine;

import irb.engine.RunRequest.Consent;
import irb.engine.RunRequest.Surroundings;
import irb.engine.Targets.UnusableException;
import irb.expr.Durations;
import irb.expr.Masker;
import irb.expr.Times;
import irb.journal.Author;
import irb.journal.Disk;
import irb.journal.Entry;
import irb.journal.EvidenceFolder;
import irb.journal.Head;
import irb.journal.Journal;
import irb.journal.JournalException;
import irb.journal.StateFolder;
import irb.runbook.Environment;
import irb.runbook.Playbook;
import irb.runbook.Runbook;
import irb.runbook.Step;
import irb.source.Nearest;
import irb.step.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

  /// Where a run is written down: the state folder, an incident to go on with, who runs it, and the
  /// disk under it all.
  public record Place(
      StateFolder state,
      Optional<String> incident,
      Author author,
      String version,
      RandomGenerator random,
      Disk disk) {}

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

  /// How a run is taken up again: from its own place or from a step, and whether although its files
  /// or targets have changed since.
  public record Taking(Optional<String> from, boolean acceptChanges) {}

  /// Who hears of a run: `listeners` hear what happens after it is in the log; `head` hears the
  /// log's head before the run is called finished.
  public record Audience(List<Listener> listeners, Consumer<Head> head) {
    public Audience {
      listeners = List.copyOf(listeners);
    }
  }

  /// Runs the runbook.
  public RunReport run(Place place, Choices choices, Surroundings around, Audience audience)
      throws RefusedException {
    var draft = draft(choices, around, warnings(choices, around));
    try (var guards = Guards.of(place, runbook, choices.dry(), around, masker);
        var log = log(place, around)) {
      var journal = log.startRun(Recorder.started(draft, choices.here()));
      var id = journal.run().orElseThrow();
      if (!guards.enter(id)) {
        throw new RefusedException(
            Exit.STOPPED, "another process took run " + id + " up before it began here");
      }
      var request = started(draft, place, journal, guards);
      return Engine.run(request, audience(journal, audience));
    } catch (JournalException e) {
      throw new RefusedException(Exit.ERROR, String.valueOf(e.getMessage()));
    }
  }

  /// Goes on with the run that `past` tells of.
  public RunReport resume(
      Place place,
      Choices choices,
      Surroundings around,
      Audience audience,
      Past past,
      Taking taking)
      throws RefusedException {
    checkFrom(taking.from());
    return again(
        place,
        choices,
        around,
        past,
        (draft, journal, guards, known) -> {
          var changes = new Changes(known, draft);
          if (!taking.acceptChanges()) {
            changes.refuse();
          }
          journal.append(
              Entry.of("run_resumed", changes.resumed(taking.from(), choices.consent())));
          return Engine.resume(
              started(draft, place, journal, guards),
              audience(journal, audience),
              known,
              taking.from(),
              how(known, around));
        });
  }

  /// Takes back what the run changed that `past` tells of: one step's change, or all of them.
  public RunReport undo(
      Place place,
      Choices choices,
      Surroundings around,
      Audience audience,
      Past past,
      Optional<String> step)
      throws RefusedException {
    return again(
        place,
        choices,
        around,
        past,
        (draft, journal, guards, known) -> {
          new Changes(known, draft).refuse();
          journal.append(Entry.of("undo_started", Map.of("step", step.orElse("all"))));
          return Engine.undo(
              started(draft, place, journal, guards),
              audience(journal, audience),
              known,
              step,
              "to take back " + step.map(s -> "'" + s + "'").orElse("what it changed"));
        });
  }

  /// What is done with a run that is there already.
  private interface Work {
    RunReport in(RunRequest draft, Journal journal, Guards guards, Past known)
        throws RefusedException, JournalException;
  }

  /// Nobody else is in the run meanwhile, so what its log says now holds.
  private RunReport again(Place place, Choices choices, Surroundings around, Past past, Work work)
      throws RefusedException {
    var draft = draft(choices, around, List.of());
    try (var guards = Guards.of(place, runbook, false, around, masker);
        var log = log(place, around)) {
      if (!guards.enter(past.run())) {
        throw new RefusedException(
            Exit.STOPPED,
            past.by()
                + " is in run "
                + past.run()
                + " since "
                + Times.text(past.last().truncatedTo(ChronoUnit.SECONDS))
                + "; wait until it ends there");
      }
      var file = place.state().log(past.run().substring(0, past.run().indexOf('/')));
      var known = PastReader.read(file, past.run()).orElseThrow();
      return work.in(draft, log.forRun(past.run()), guards, known);
    } catch (JournalException e) {
      throw new RefusedException(Exit.ERROR, String.valueOf(e.getMessage()));
    }
  }

  private List<Listener> audience(Journal journal, Audience audience) {
    var all = new ArrayList<Listener>();
    all.add(new Recorder(journal));
    all.add(_ -> audience.head().accept(journal.head()));
    all.addAll(audience.listeners());
    return all;
  }

  private List<String> warnings(Choices choices, Surroundings around) {
    var warnings = new ArrayList<>(unmasked());
    if (choices.dry()) {
      warnings.addAll(Archive.unsaved(runbook));
    }
    warnings.addAll(
        new Forewarning(environment, playbook, around.expressions(), masker).of(runbook));
    return warnings;
  }

  /// Everything that a run is given, but its place in a log.
  private RunRequest draft(Choices choices, Surroundings around, List<String> warnings)
      throws RefusedException {
    unmasked();
    var params = new Given(runbook, masker, around.alert()).params(choices.params());
    new Beforehands(runbook).check(choices.consent());
    return new RunRequest(
        "",
        "",
        runbook,
        playbook,
        environment,
        targets(choices, around),
        params,
        choices.consent(),
        choices.dry(),
        warnings,
        around,
        Archive.NONE,
        Guards.NONE,
        masker,
        () -> "");
  }

  private RunRequest started(RunRequest draft, Place place, Journal journal, Guards guards)
      throws JournalException {
    var run = journal.run().orElseThrow();
    return draft.in(
        run, draft.dry() ? Archive.NONE : archive(place, run), guards, () -> journal.head().text());
  }

  private void checkFrom(Optional<String> from) throws RefusedException {
    if (from.isPresent() && runbook.step(from.get()).isEmpty()) {
      var ids = runbook.steps().stream().map(Step::id).toList();
      throw new RefusedException(
          Exit.USAGE,
          "runbook '"
              + runbook.name()
              + "' has no step '"
              + from.get()
              + "' to go on from; "
              + Nearest.hint(from.get(), ids));
    }
  }

  /// How the run was left, e.g. `4m after it was suspended`.
  private static String how(Past past, Surroundings around) {
    var since = Duration.between(past.last(), around.clock().instant());
    var ago = Durations.text(Duration.ofSeconds(Math.max(0, since.toSeconds())));
    return ago
        + " after "
        + past.end()
            .map(e -> e == Exit.SUSPENDED ? "it was suspended" : "it ended " + e)
            .orElse("its last record: irb or the machine was stopped");
  }

  private Archive archive(Place place, String run) throws JournalException {
    var incident = place.state().incident(run.substring(0, run.lastIndexOf('/')));
    return new Archive(new EvidenceFolder(incident, place.disk()), masker, run);
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
          place.disk());
    }
    var id = place.state().newIncident(around.clock().instant(), place.random());
    return Journal.create(
        place.state(),
        id,
        place.author(),
        around.clock(),
        () -> around.ticker().nanos() - started,
        masker,
        place.disk(),
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
