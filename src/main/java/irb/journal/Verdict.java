package irb.journal;

import java.nio.file.Path;

/// What a look at a whole log found out.
public sealed interface Verdict {
  /// Every record verifies and nothing stands behind the last.
  record Intact(Head head, long records) implements Verdict {}

  /// Every record verifies; behind the last, a write was cut short.
  ///
  /// From `offset` on `bytes` bytes are no record; 0 means that only the last newline is missing.
  record Torn(Head head, long records, long offset, long bytes) implements Verdict {}

  /// Something was changed, lost or never written by irb: nothing behind it can be trusted.
  ///
  /// `line` counts from 1, `offset` is where the line begins, `seq` the number expected there,
  /// `expected` the hash computed from the line and the one before it, `found` what stands in it.
  record Corrupt(
      Path file, long line, long offset, long seq, String expected, String found, String why)
      implements Verdict {
    /// One sentence with all of it.
    public String text() {
      return "%s, line %d (byte %d, record %d): %s; the hash should be %s and is %s"
          .formatted(file, line, offset, seq, why, expected, found);
    }
  }
}
