package irb.cli;

import irb.draft.Draft;
import irb.draft.Name;
import irb.engine.Exit;
import irb.runbook.Library;
import irb.runbook.Library.Shelf;
import irb.runbook.Loader;
import irb.runbook.Playbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a new runbook goes: the folder of playbooks, and the playbook in it.
record NewPlace(Invocation invocation) {
  private static final String SCHEMA = "schema";
  private static final String FIRST = SCHEMA + "/runbook.schema.json";

  /// The folder that is named, else the one that is found here, else a new one here; never that of
  /// an installed irb from elsewhere.
  Path root() throws UsageException {
    var here = invocation.program().here();
    var found = Library.above(here).map(Library::root);
    var named = invocation.runbooksFolder();
    if (named.isPresent() && isShipped(named.get()) && found.filter(this::isShipped).isEmpty()) {
      throw new UsageException(
          named.get()
              + " holds the runbooks that came with irb; the next irb replaces them. Choose another"
              + " folder, or leave --runbooks and IRB_RUNBOOKS out to begin one here");
    }
    return named.or(() -> found).orElse(here.resolve("runbooks"));
  }

  private Optional<Path> shipped() {
    return invocation.program().home().map(h -> h.resolve("runbooks")).filter(Files::isDirectory);
  }

  private boolean isShipped(Path folder) {
    try {
      return shipped().isPresent()
          && Files.isDirectory(folder)
          && Files.isSameFile(folder, shipped().get());
    } catch (IOException _) {
      return false;
    }
  }

  /// The playbook that was named with the runbook or by `--playbook`; else the only one there is,
  /// else a new one, called like the folder that everything is in.
  String playbook(String word, Path root) throws UsageException {
    var known = known(root);
    var slash = word.indexOf('/');
    var option = invocation.playbookOption();
    if (slash >= 0) {
      option = Optional.of(word.substring(0, slash));
    } else if (option.isEmpty() && known.size() == 1) {
      option = Optional.of(known.getFirst());
    } else if (option.isEmpty() && known.size() > 1) {
      throw new UsageException(
          "say which playbook the runbook is for: --playbook, one of " + String.join(", ", known));
    }
    var name = option.orElseGet(() -> called(root));
    var problem = known.contains(name) ? Optional.<String>empty() : Name.problem(name);
    if (problem.isPresent()) {
      throw new UsageException(problem.get());
    }
    return name;
  }

  private static List<String> known(Path root) {
    return Files.isDirectory(root)
        ? new Library(root).playbooks().stream().map(p -> p.getFileName().toString()).toList()
        : List.of();
  }

  private static String called(Path root) {
    var above = root.toAbsolutePath().normalize().getParent();
    return Optional.ofNullable(above)
        .flatMap(a -> Optional.ofNullable(a.getFileName()))
        .flatMap(n -> Name.like(n.toString()))
        .orElse("incidents");
  }

  /// A playbook that is there.
  Playbook read(Shelf shelf) throws UsageException {
    var file = shelf.playbookFile().orElseThrow();
    return invocation
        .loader()
        .glancePlaybook(file)
        .orElseThrow(() ->
            new UsageException(
                invocation.loader().shown(file)
                    + " cannot be read; 'irb lint' shows why. Nothing was written"));
  }

  /// A playbook that is about to be written.
  Playbook begun(String name) {
    return Loader.playbook(Draft.playbookText(name)).orElseThrow();
  }

  /// The schemas for editors: whether they are beside the playbooks, and which have to be copied
  /// there from those that came with irb.
  record Schemas(boolean areThere, Map<String, String> missing) {
    /// The line that tells an editor of the schema at `path`.
    String line(String path) {
      return areThere ? "# yaml-language-server: $schema=" + path + "\n" : "";
    }
  }

  Schemas schemas(Path root) throws UsageException {
    if (Files.exists(root.resolve(SCHEMA))) {
      return new Schemas(Files.isRegularFile(root.resolve(FIRST)), Map.of());
    }
    var from = shipped().filter(s -> Files.isRegularFile(s.resolve(FIRST)));
    if (from.isEmpty()) {
      return new Schemas(false, Map.of());
    }
    var missing = new LinkedHashMap<String, String>();
    try (var files = Files.list(from.get().resolve(SCHEMA))) {
      for (var file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        missing.put(SCHEMA + "/" + file.getFileName(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UsageException(Exit.ERROR, "the schemas that came with irb cannot be read: " + e);
    }
    return new Schemas(true, missing);
  }
}
