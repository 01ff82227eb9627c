package irb.drill;

import irb.drill.Drill.Ending;
import irb.drill.DrillResult.Covered;
import irb.engine.Launch;
import irb.engine.Launch.RefusedException;
import irb.engine.Listener;
import irb.engine.RunReport;
import irb.engine.RunRequest.Consent;
import irb.engine.RunRequest.Surroundings;
import irb.expr.Visible;
import irb.journal.Disk;
import irb.journal.StateFolder;
import irb.runbook.Environment;
import irb.runbook.Library;
import irb.source.Finding;
import irb.source.Findings;
import irb.step.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs drills, one after the other; several runners may be at work at the same time.
public final class DrillRunner {
  private final Setting setting;
  private final Audience audience;
  private final DrillLoader loader;

  public DrillRunner(Setting setting, Audience audience) {
    this(setting, audience, DrillLoader.of(setting));
  }

  /// With a loader that others use, too.
  public DrillRunner(Setting setting, Audience audience, DrillLoader loader) {
    this.setting = setting;
    this.audience = audience;
    this.loader = loader;
  }

  /// Runs the drill in `file` of the runbook on `shelf`: with the fault, then without it.
  public DrillResult run(Library.Shelf shelf, Path file) {
    var from = setting.clock().instant();
    var findings = new Findings();
    var ready = loader.load(shelf, file, findings);
    Attempt attempt;
    if (ready.isEmpty()) {
      audience.on(new DrillEvent.Began(Drills.name(file), ""));
      attempt =
          Attempt.failed(
              findings.all().stream().filter(Finding::isError).map(Finding::text).toList());
    } else {
      var drill = ready.get().drill();
      audience.on(new DrillEvent.Began(drill.name(), drill.title().orElse("")));
      attempt = attempts(ready.get());
    }
    var result = result(shelf, file, from, attempt);
    audience.on(new DrillEvent.Over(result));
    return result;
  }

  private DrillResult result(Library.Shelf shelf, Path file, Instant from, Attempt attempt) {
    var name = Drills.name(file);
    var variant =
        name.length() > shelf.runbook().length()
            ? Optional.of(name.substring(shelf.runbook().length() + 1))
            : Optional.<String>empty();
    return new DrillResult(
        shelf.playbook(),
        shelf.runbook(),
        variant,
        attempt.report().map(RunReport::path).orElse(List.of()),
        attempt.report().map(RunReport::exit),
        Duration.between(from, setting.clock().instant()),
        attempt.covered(),
        attempt.failures(),
        attempt.kept());
  }

  /// What came of trying: of a drill, or of one of its two runs.
  private record Attempt(
      Optional<RunReport> report, Covered covered, List<String> failures, Optional<Path> kept) {
    static Attempt failed(List<String> failures) {
      return new Attempt(Optional.empty(), Covered.NOTHING, failures, Optional.empty());
    }
  }

  private Attempt attempts(DrillLoader.Ready ready) {
    var branches = new Branches(ready.runbook());
    var footprints = new Footprints(branches);
    Path logs;
    try {
      logs = Files.createTempDirectory(setting.folders().temp(), "irb-drill-");
    } catch (IOException e) {
      return Attempt.failed(
          List.of("no folder for logs can be made in " + setting.folders().temp()));
    }
    var passed = false;
    try {
      var faulty = attempt(ready, ready.drill().expected().ending(), logs, footprints, true);
      var failures = new ArrayList<>(faulty.failures());
      var healthy = ready.drill().expected().healthy();
      // where the first run could not be made, its twin would say nothing more
      if (faulty.report().isPresent()
          && healthy.isPresent()
          && setting.interrupts().asked().isEmpty()) {
        audience.on(new DrillEvent.TwinBegan());
        failures.addAll(attempt(ready, healthy.get(), logs, footprints, false).failures());
      }
      setting
          .interrupts()
          .asked()
          .ifPresent(e -> failures.add("the drill was stopped: " + e.means()));
      passed = failures.isEmpty();
      var kept = passed || isEmpty(logs) ? Optional.<Path>empty() : Optional.of(logs);
      var excuses = new LinkedHashMap<String, String>();
      ready.drill().excuses().forEach((branch, why) -> excuses.put(branch.text(), why));
      var covered = new Covered(branches.names(), footprints.taken(), excuses);
      return new Attempt(faulty.report(), covered, failures, kept);
    } finally {
      if (passed || isEmpty(logs)) {
        delete(logs);
      }
    }
  }

  private static boolean isEmpty(Path folder) {
    try (var children = Files.list(folder)) {
      return children.findFirst().isEmpty();
    } catch (IOException _) {
      return false;
    }
  }

  private static void delete(Path logs) {
    try {
      new Tree(logs).delete();
    } catch (IOException _) {
      // a folder for temporary files may keep it
    }
  }

  private Attempt attempt(
      DrillLoader.Ready ready, Ending expected, Path logs, Footprints footprints, boolean faulty) {
    var drill = ready.drill();
    var prefix = faulty ? "" : "without the fault, ";
    try (var arena = Arena.open(drill, setting, audience::on);
        var troubles = new Troubles(arena, audience::on)) {
      for (var fault : faulty ? drill.faults() : List.<Fault>of()) {
        troubles.make(fault);
      }
      var operator = new ScriptedOperator(drill.script());
      var witness = new Witness(arena);
      var report = launch(ready, arena, operator, List.of(witness, troubles, footprints), logs);
      var checks = new Checks(arena, setting.expressions(), audience::on, prefix);
      checks.ending(expected, report, witness);
      if (faulty) {
        checks.state(drill.expected().state());
      }
      checks.failed(arena.unexpected());
      checks.failed(witness.missing());
      checks.failed(operator.unanswered());
      checks.failed(troubles.failures());
      return new Attempt(Optional.of(report), Covered.NOTHING, checks.failures(), Optional.empty());
    } catch (SandboxException e) {
      return refused(prefix + e.why());
    } catch (RefusedException e) {
      return refused(prefix + "the run could not start: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return refused(prefix + "the drill was interrupted");
    }
  }

  private Attempt refused(String why) {
    var visible = Visible.line(why);
    audience.on(new DrillEvent.Checked(false, visible, ""));
    return Attempt.failed(List.of(visible));
  }

  private RunReport launch(
      DrillLoader.Ready ready,
      Arena arena,
      ScriptedOperator operator,
      List<Listener> watching,
      Path logs)
      throws RefusedException {
    var drill = ready.drill();
    var params = new LinkedHashMap<String, List<String>>();
    drill.with().forEach((k, v) -> params.put(k.text(), v.stream().map(arena::told).toList()));
    var listeners = new ArrayList<>(audience.run());
    listeners.addAll(watching);
    var around =
        new Surroundings(
            setting.author().actor(),
            setting.folders().temp(),
            operator,
            setting.expressions(),
            setting.clock(),
            setting.ticker().times(drill.pace()),
            setting.interrupts(),
            Gateway.NONE,
            Map.of());
    return new Launch(
            ready.runbook(),
            ready.playbook(),
            Environment.local(arena.environment()),
            setting.masker())
        .run(
            new Launch.Place(
                new StateFolder(logs),
                Optional.empty(),
                setting.author(),
                setting.version(),
                setting.random(),
                Disk.real()),
            new Launch.Choices(params, Consent.none(), false, setting.here(), arena.targets()),
            around,
            new Launch.Audience(listeners, _ -> {}));
  }
}
