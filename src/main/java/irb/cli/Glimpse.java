package irb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A look at a runbook's bytes before it is read: only one with conditions is worth loading the
/// expression language for, beside the reading.
record Glimpse(Path file) {
  boolean hasConditions() {
    try {
      var text = Files.readString(file);
      return text.contains("when:") || text.contains("expect:");
    } catch (IOException _) {
      return false; // whoever reads the file properly says what is wrong with it
    }
  }
}
