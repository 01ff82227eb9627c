package irb.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Another file in the place of a log that is open, as a redaction puts one there.
///
/// It may be gone on with when it verifies from its first record on, and has at the known head's
/// number that head's hash; else `why` is not empty.
record Replacement(@Nullable DiskFile file, Point place, String why) {
  /// Looks at what stands at `path` now; `end` is the end that was known of the former file.
  static Replacement of(Path path, Disk disk, Point end) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Replacement(null, end, ", and no file is there");
    }
    var file = disk.open(path);
    try {
      var replacement = of(path, file, end);
      if (replacement.file() == null) {
        file.close();
      }
      return replacement;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Replacement of(Path path, DiskFile file, Point end) throws IOException {
    var start = Point.start(end.incident());
    var scan = new LogScan(path, file::read, start, end.head().seq(), (_, _, _) -> {});
    if (scan.verdict() instanceof Verdict.Corrupt corrupt) {
      return new Replacement(null, end, ", by one that does not verify: " + corrupt.text());
    }
    var place = end.offset() == 0 ? Optional.of(end) : scan.wanted();
    return place.map(Point::head).equals(Optional.of(end.head()))
        ? new Replacement(file, place.get(), "")
        : new Replacement(null, end, ", by one that does not hold " + end.head());
  }

  /// The file to go on with.
  DiskFile open() {
    if (file == null) {
      throw new IllegalStateException(why);
    }
    return file;
  }
}
