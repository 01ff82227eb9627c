package irb.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The processes of this machine as Linux lists them; elsewhere the list is empty.
final class Processes {
  private static final Path PROC = Path.of("/proc");

  private Processes() {}

  /// A process that is not a zombie.
  record Row(long pid, long group, long session) {}

  static List<Row> all() {
    try (var files = Files.newDirectoryStream(PROC, "[0-9]*")) {
      var rows = new java.util.ArrayList<Row>();
      files.forEach(file -> row(file).ifPresent(rows::add));
      return rows;
    } catch (IOException _) {
      return List.of();
    }
  }

  private static Optional<Row> row(Path process) {
    try {
      var stat =
          Files.readString(process.resolve("stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
      // the name stands in parentheses and may itself hold some
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return "ZXx".contains(fields[0])
          ? Optional.empty()
          : Optional.of(
              new Row(
                  Long.parseLong(process.getFileName().toString()),
                  Long.parseLong(fields[2]),
                  Long.parseLong(fields[3])));
    } catch (IOException | RuntimeException _) {
      return Optional.empty(); // it ended while it was looked at
    }
  }
}
