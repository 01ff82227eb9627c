package irb.runbook;

import irb.StepTypes;
import irb.expr.Expressions;
import irb.runbook.Loader.Loaded;
import irb.source.Finding;
import irb.step.StepType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The golden cases of the language: a folder each, with a runbook and what is found wrong with it.
final class Golden {
  static final Path RESOURCES = Path.of("src", "test", "resources");
  static final Path LINT = RESOURCES.resolve("golden").resolve("lint");
  static final Map<String, StepType> TYPES = StepTypes.all();

  private Golden() {}

  /// The folders that hold a case.
  static List<Path> cases() {
    try (var children = Files.list(LINT)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The playbook of a case: its own, or the one beside all of them.
  static Path playbook(Path folder) {
    var own = folder.resolve("playbook.yaml");
    return Files.exists(own) ? own : LINT.resolve("playbook.yaml");
  }

  /// Copies a case to `folder`: its runbook, those beside it, and its playbook.
  static void copy(Path golden, Path folder) throws IOException {
    try (var files = Files.list(golden)) {
      for (var file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    if (!Files.exists(folder.resolve("playbook.yaml"))) {
      Files.copy(playbook(golden), folder.resolve("playbook.yaml"));
    }
  }

  /// Loads `folder/runbook.yaml` with the playbook beside it.
  static Loaded load(Path folder, Expressions expressions) {
    return new Loader(TYPES, expressions, folder.toAbsolutePath().normalize())
        .load(new Library.Shelf("golden", "runbook", folder.resolve("runbook.yaml")));
  }

  static String text(Loaded loaded) {
    return loaded.findings().stream().map(Finding::text).collect(Collectors.joining("\n"));
  }
}
