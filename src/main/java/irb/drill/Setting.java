package irb.drill;

import irb.engine.Interrupts;
import irb.engine.Ticker;
import irb.expr.Expressions;
import irb.expr.Masker;
import irb.journal.Author;
import irb.step.StepType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// What drills are given by the program: step types, folders, what real programs are passed on
/// ([Inherited]), time, signals, and who runs them.
public record Setting(
    Map<String, StepType> types,
    Expressions expressions,
    Path here,
    Folders folders,
    Map<String, String> inherited,
    Masker masker,
    Author author,
    String version,
    InstantSource clock,
    Ticker ticker,
    RandomGenerator random,
    Interrupts interrupts) {
  public Setting {
    types = Map.copyOf(types);
    inherited = Map.copyOf(inherited);
  }

  /// The same for a drill that runs beside others: with a masker of its own, because what is a
  /// secret in one drill is an ordinary word in another.
  public Setting apart() {
    long seed;
    synchronized (this) {
      seed = random.nextLong();
    }
    return new Setting(
        types,
        expressions,
        here,
        folders,
        inherited,
        new Masker(),
        author,
        version,
        clock,
        ticker,
        new SplittableRandom(seed),
        interrupts);
  }
}
