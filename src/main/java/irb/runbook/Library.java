package irb.runbook;

import irb.source.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A folder of playbooks, and how a runbook is found in it by name.
public record Library(Path root) {
  private static final String PLAYBOOK = "playbook.yaml";
  private static final List<String> NO_RUNBOOK = List.of(PLAYBOOK, "healthcheck.yaml");

  /// A runbook's file and the playbook beside it.
  public record Shelf(String playbook, String runbook, Path file) {
    /// The name that is never ambiguous, e.g. `ai-secretary/db-pool-exhaustion`.
    public String qualified() {
      return playbook.isEmpty() ? runbook : playbook + "/" + runbook;
    }

    /// The playbook's file, where there is one.
    public Optional<Path> playbookFile() {
      var beside = file.resolveSibling(PLAYBOOK);
      return Files.isRegularFile(beside) ? Optional.of(beside) : Optional.empty();
    }
  }

  /// What looking for a runbook came to.
  public sealed interface Search {
    record Found(Shelf shelf) implements Search {}

    /// Nothing, and what may have been meant.
    record Missing(String message, String hint) implements Search {}
  }

  /// The first folder that exists of: `option`, `IRB_RUNBOOKS`, `runbooks/` in `here` or the
  /// nearest folder above, and those shipped with the program. A folder that was named must exist.
  public static Optional<Library> choose(
      Optional<Path> option, Map<String, String> environment, Path here, Optional<Path> shipped) {
    var named =
        option.or(() ->
            Optional.ofNullable(environment.get("IRB_RUNBOOKS"))
                .filter(s -> !s.isBlank())
                .map(Path::of));
    if (named.isPresent()) {
      return named.map(here::resolve).filter(Files::isDirectory).map(Library::new);
    }
    return above(here).or(() -> shipped.filter(Files::isDirectory).map(Library::new));
  }

  /// `runbooks/` in `here` or the nearest folder above.
  public static Optional<Library> above(Path here) {
    for (var folder = here.toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("runbooks"))) {
        return Optional.of(new Library(folder.resolve("runbooks")));
      }
    }
    return Optional.empty();
  }

  /// The folders that hold a `playbook.yaml`, by name.
  public List<Path> playbooks() {
    return children(root).stream().filter(p -> Files.isRegularFile(p.resolve(PLAYBOOK))).toList();
  }

  /// Every runbook, by playbook and name.
  public List<Shelf> shelves() {
    var shelves = new ArrayList<Shelf>();
    for (var playbook : playbooks()) {
      for (var file : children(playbook)) {
        if (isRunbook(file)) {
          shelves.add(new Shelf(playbook.getFileName().toString(), name(file), file));
        }
      }
    }
    return shelves;
  }

  /// The runbooks that lie in the folder of `file`, that one included, by name.
  static Map<String, Path> beside(Path file) {
    var runbooks = new TreeMap<String, Path>();
    var folder = file.toAbsolutePath().getParent();
    for (var path : folder == null ? List.<Path>of() : children(folder)) {
      if (isRunbook(path)) {
        runbooks.put(name(path), path);
      }
    }
    return runbooks;
  }

  private static boolean isRunbook(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(".yaml") && !NO_RUNBOOK.contains(name) && Files.isRegularFile(file);
  }

  /// What a runbook is called by its file.
  static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }

  /// The runbook called `name`: short, qualified, or short within `playbook`.
  public Search find(String name, Optional<String> playbook) {
    var all = shelves();
    var matching =
        all.stream()
            .filter(s -> s.qualified().equals(name) || s.runbook().equals(name))
            .filter(s -> playbook.isEmpty() || s.playbook().equals(playbook.get()))
            .toList();
    if (matching.size() == 1) {
      return new Search.Found(matching.getFirst());
    }
    if (matching.size() > 1) {
      return new Search.Missing(
          "several playbooks have a runbook '" + name + "'",
          "name one: " + String.join(", ", matching.stream().map(Shelf::qualified).toList()));
    }
    if (playbook.isPresent() && all.stream().noneMatch(s -> s.playbook().equals(playbook.get()))) {
      return new Search.Missing(
          "there is no playbook '" + playbook.get() + "' in " + root,
          Nearest.hint(playbook.get(), all.stream().map(Shelf::playbook).distinct().toList()));
    }
    return new Search.Missing("there is no runbook '" + name + "' in " + root, hint(name, all));
  }

  private static String hint(String name, List<Shelf> all) {
    var words = new ArrayList<String>();
    all.forEach(s -> {
      words.add(s.qualified());
      words.add(s.runbook());
    });
    return Nearest.to(name, words)
        .map(w -> "did you mean '" + w + "'?")
        .orElse("'irb list' shows what there is");
  }

  /// The runbook in a file of its own, with the playbook beside it.
  public static Search file(Path file) {
    if (!Files.isRegularFile(file)) {
      return new Search.Missing("there is no file " + file, "");
    }
    var folder = file.toAbsolutePath().normalize().getParent();
    var playbook =
        folder != null && Files.isRegularFile(folder.resolve(PLAYBOOK))
            ? folder.getFileName().toString()
            : "";
    return new Search.Found(new Shelf(playbook, name(file), file));
  }

  private static List<Path> children(Path folder) {
    try (var children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
