package irb.drill;

import irb.StepTypes;
import irb.engine.Interrupts;
import irb.engine.Ticker;
import irb.expr.Expressions;
import irb.expr.Masker;
import irb.journal.Author;
import irb.runbook.Library;
import irb.step.Inherited;
import irb.step.StepType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Runs drills in tests, with all files below one folder; servers are unpacked, and run, below
/// `target`, apart from those of other tests.
record Stage(Path folder, Interrupts interrupts) {
  private static final Path CACHE = Path.of("target", "drill-cache");
  static final Map<String, StepType> TYPES = StepTypes.all();

  Stage(Path folder) {
    this(folder, new Interrupts());
  }

  Folders folders() {
    return new Folders(CACHE, CACHE.resolve("drills").resolve(folder.getFileName()), folder);
  }

  Setting setting() {
    return new Setting(
        TYPES,
        new Expressions(),
        Path.of("").toAbsolutePath(),
        folders(),
        Inherited.of(System.getenv()),
        new Masker(),
        new Author("drill", "here", ProcessHandle.current().pid()),
        "test",
        InstantSource.system(),
        Ticker.real(System::nanoTime),
        new Random(1),
        interrupts);
  }

  /// The runbook of `playbook` and `runbook`, and one drill for it, written below the folder.
  Library.Shelf shelf(String playbook, String runbook, String drill) throws IOException {
    var home = Files.createDirectories(folder.resolve("runbooks/tried"));
    Files.createDirectories(home.resolve("drills"));
    Files.writeString(home.resolve("playbook.yaml"), playbook);
    Files.writeString(home.resolve("tried.yaml"), runbook);
    Files.writeString(home.resolve("drills/tried.yaml"), drill);
    return new Library.Shelf("tried", "tried", home.resolve("tried.yaml"));
  }

  DrillResult run(Library.Shelf shelf, Audience audience) {
    return new DrillRunner(setting(), audience).run(shelf, Drills.of(shelf).getFirst());
  }

  /// What running drills have left in the cache.
  List<Path> running() throws IOException {
    var running = folders().running();
    if (!Files.isDirectory(running)) {
      return List.of();
    }
    try (var all = Files.list(running)) {
      return all.toList();
    }
  }
}
