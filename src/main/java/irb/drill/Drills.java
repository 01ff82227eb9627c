package irb.drill;

import irb.runbook.Library;
import irb.runbook.Library.Search;
import irb.source.Findings;
import irb.source.Nearest;
import irb.source.Place;
import irb.source.Source;
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

  /// The runbook that the drill in `file` is for; empty when it is no drill's file.
  public static Optional<Library.Shelf> runbook(Path file) {
    var folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || !folder.endsWith("drills") || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    var drill = name(file);
    try (var runbooks = Files.list(folder.resolveSibling(""))) {
      return runbooks
          .filter(r -> drills(drill, name(r)) && !name(r).isEmpty())
          .max(Comparator.comparingInt(r -> name(r).length()))
          .flatMap(r ->
              Library.file(r) instanceof Search.Found(var shelf)
                  ? Optional.of(shelf)
                  : Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reports the drills of the playbook in `folder` that no runbook has: nobody would run them.
  public static void checkStrays(Path folder, List<Library.Shelf> shelves, Findings findings) {
    var runbooks =
        shelves.stream()
            .filter(s -> folder.equals(s.file().getParent()))
            .map(Library.Shelf::runbook)
            .toList();
    var drills = folder.resolve("drills");
    if (!Files.isDirectory(drills)) {
      return;
    }
    try (var files = Files.list(drills)) {
      files
          .filter(f -> !name(f).isEmpty())
          .filter(f -> runbooks.stream().noneMatch(r -> drills(name(f), r)))
          .sorted()
          .forEach(f ->
              findings.error(
                  new Place(new Source(f.toString(), ""), 1, 1),
                  "there is no runbook for the drill " + name(f),
                  Nearest.hint(name(f).split("\\.", 2)[0], runbooks)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
