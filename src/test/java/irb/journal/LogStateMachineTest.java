package irb.journal;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Long sequences of everything that can happen to a log, by chance, against a list of what was
/// acknowledged.
class LogStateMachineTest {
  private static final int STEPS = 22;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @Test
  void aLogIsWhatWasAcknowledgedWhateverHappens() throws Exception {
    for (var seed = 1; seed <= 200; seed++) {
      sequence(seed);
    }
  }

  @Test
  @Tag("proof")
  void aLogIsWhatWasAcknowledgedWhateverHappensForAMinute() throws Exception {
    var first = new Random().nextLong(1_000_000_000_000L);
    var seed = first;
    for (var end = System.nanoTime() + 60_000_000_000L; System.nanoTime() < end; seed++) {
      sequence(seed);
    }
    System.out.println(
        "LogStateMachineTest: %d sequences, seeds from %d".formatted(seed - first, first));
  }

  private void sequence(long seed) throws Exception {
    var model = new LogModel(folder, new Random(seed));
    for (var step = 0; step < STEPS; step++) {
      try {
        model.step();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", step " + step + ": " + model, e);
      }
    }
    model.end();
  }
}
