package irb.drill;

import irb.runbook.Library;
import irb.runbook.Library.Search;
import irb.source.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the drill files of a runbook: `drills/NAME.yaml` and `drills/NAME.CASE.yaml`.
public final class Drills {
  private static final String ENDING = ".yaml";

  private Drills() {}

  /// The files that drill the runbook on `shelf`, the one without a case first.
  public static List<Path> of(Library.Shelf shelf) {
    var folder = shelf.file().resolveSibling("drills");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .filter(f -> drills(name(f), shelf.runbook()))
          .sorted(Comparator.comparing(Drills::name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The files that drill the runbook called `name`; none when there is no such runbook.
  public static List<Path> find(Library library, String name) {
    return switch (library.find(name, Optional.empty())) {
      case Search.Found(var shelf) -> of(shelf);
      case Search.Missing _ -> List.of();
    };
  }

  private static boolean drills(String name, String runbook) {
    return name.equals(runbook) || name.startsWith(runbook + ".");
  }

  /// The name of the drill in `file`, e.g. `db-pool-exhaustion.refused`.
  static String name(Path file) {
    var name = String.valueOf(file.getFileName());
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : "";
  }

  /// Reports a drill that is not called like its file.
  static void checkName(Drill drill, Path file, Findings findings) {
    if (!drill.name().equals(name(file))) {
      findings.error(
          drill.place(),
          "the file is called " + name(file) + ENDING + " and holds the drill " + drill.name(),
          "call it " + drill.name() + ENDING + ", or change 'drill' or 'case'");
    }
  }
}
