package irb.cli;

import irb.alert.AlertException;
import irb.alert.AlertPayload;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Reads `--alert FILE|-`.
record AlertOption(Program program) {
  static final String NAME = "--alert";

  static OptionSpec spec(String description) {
    return Options.text("FILE|-", description, NAME);
  }

  /// What was given; empty when nothing was.
  Optional<AlertPayload> read(ParseResult parsed) throws UsageException {
    var word = Options.value(parsed, NAME);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(AlertPayload.parse(text(word.get())));
    } catch (AlertException e) {
      throw new UsageException(NAME + " " + word.get() + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UsageException(NAME + " " + word.get() + " cannot be read (" + e + ")");
    }
  }

  private String text(String word) throws IOException {
    if (word.equals("-")) {
      return atMost(program.input().get());
    }
    try (var file = Files.newBufferedReader(program.here().resolve(word))) {
      return atMost(file);
    }
  }

  /// One character more than is allowed is enough to refuse it.
  private static String atMost(Reader reader) throws IOException {
    var characters = new char[AlertPayload.MOST_CHARACTERS + 1];
    var length = 0;
    for (var n = 0; n >= 0 && length < characters.length; length += Math.max(0, n)) {
      n = reader.read(characters, length, characters.length - length);
    }
    return new String(characters, 0, length);
  }
}
