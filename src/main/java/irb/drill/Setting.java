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
}
