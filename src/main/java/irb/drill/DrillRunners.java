package irb.drill;

import irb.engine.Interrupts;
import irb.runbook.Library.Shelf;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Runs many drills, `atOnce` of them at the same time. Each has a runner of its own, and with it
/// servers, a state folder and a masker, so that none can disturb another.
public final class DrillRunners {
  private final Function<Planned, DrillRunner> runners;
  private final int atOnce;
  private final Interrupts interrupts;

  /// A drill, and the runbook that it is for.
  public record Planned(Shelf shelf, Path file) {}

  /// `runners` makes a runner for each drill; once `interrupts` were asked for, none is begun.
  public DrillRunners(Function<Planned, DrillRunner> runners, int atOnce, Interrupts interrupts) {
    this.runners = runners;
    this.atOnce = atOnce;
    this.interrupts = interrupts;
  }

  /// All drills of `shelves`.
  public static List<Planned> of(List<Shelf> shelves) {
    return shelves.stream()
        .flatMap(s -> Drills.of(s).stream().map(f -> new Planned(s, f)))
        .toList();
  }

  /// What came of each that was begun, in the order of `drills`.
  public List<DrillResult> run(List<Planned> drills) throws InterruptedException {
    try (var pool =
        Executors.newFixedThreadPool(atOnce, Thread.ofPlatform().name("drill-", 1).factory())) {
      var running = new ArrayList<Future<Optional<DrillResult>>>();
      for (var drill : drills) {
        Callable<Optional<DrillResult>> run =
            () ->
                interrupts.asked().isPresent()
                    ? Optional.empty()
                    : Optional.of(runners.apply(drill).run(drill.shelf(), drill.file()));
        running.add(pool.submit(run));
      }
      var results = new ArrayList<DrillResult>();
      for (var i = 0; i < running.size(); i++) {
        result(drills.get(i), running.get(i)).ifPresent(results::add);
      }
      return results;
    }
  }

  /// A mistake in irb fails the drill that met it, and takes nothing away from the others.
  private static Optional<DrillResult> result(Planned drill, Future<Optional<DrillResult>> running)
      throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException e) {
      var name = Drills.name(drill.file());
      var runbook = drill.shelf().runbook();
      return Optional.of(
          new DrillResult(
              drill.shelf().playbook(),
              runbook,
              name.equals(runbook)
                  ? Optional.empty()
                  : Optional.of(name.substring(runbook.length() + 1)),
              List.of(),
              Optional.empty(),
              Duration.ZERO,
              DrillResult.Covered.NOTHING,
              List.of("a bug in irb stopped it: " + e.getCause()),
              Optional.empty()));
    }
  }
}
