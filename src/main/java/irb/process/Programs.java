package irb.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folders in which a command looks for programs.
public record Programs(String path, Path dir) {

  /// Where `word` leads: it names a file itself, or one on the path.
  public Optional<Path> find(String word) {
    return candidates(word).filter(Programs::canRun).findFirst();
  }

  /// Why `word` cannot be started; empty when it can.
  public Optional<String> problem(String word) {
    if (find(word).isPresent()) {
      return Optional.empty();
    }
    var present = candidates(word).filter(Files::exists).findFirst();
    if (present.isPresent()) {
      return Optional.of("'" + present.get() + "' is not an executable file");
    }
    return Optional.of(
        word.contains("/")
            ? "there is no program '" + dir.resolve(word) + "'"
            : "there is no program '" + word + "' on the PATH " + path);
  }

  private Stream<Path> candidates(String word) {
    try {
      return word.contains("/")
          ? Stream.of(dir.resolve(word))
          : List.of(path.split(":", -1)).stream().map(folder -> dir.resolve(folder).resolve(word));
    } catch (InvalidPathException _) {
      return Stream.empty();
    }
  }

  private static boolean canRun(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
