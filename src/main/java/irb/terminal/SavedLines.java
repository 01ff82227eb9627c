package irb.terminal;

import irb.engine.StepResult.Saved;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The files that a step's output became, as lines: `saved evidence/dump, 12.4 MB, sha256 9f86d0…`.
final class SavedLines {
  private static final int FEW = 5;
  private static final int DIGITS = 12;

  private SavedLines() {}

  /// With `verbose` all of them, and all digits.
  static List<String> of(List<Saved> files, boolean verbose, String ellipsis) {
    var lines = new ArrayList<String>();
    for (var file : verbose ? files : files.stream().limit(FEW).toList()) {
      var digits =
          verbose || file.sha256().length() <= DIGITS
              ? file.sha256()
              : file.sha256().substring(0, DIGITS) + ellipsis;
      lines.add("saved " + file.file() + ", " + size(file.bytes()) + ", sha256 " + digits);
    }
    if (lines.size() < files.size()) {
      lines.add(ellipsis + " " + (files.size() - lines.size()) + " more files (-v)");
    }
    return lines;
  }

  /// `512 B`, `12.4 MB`.
  static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double size = bytes / 1000.0;
    for (var unit : List.of("kB", "MB")) {
      if (size < 999.95) {
        return String.format(Locale.ROOT, "%.1f %s", size, unit);
      }
      size /= 1000;
    }
    return String.format(Locale.ROOT, "%.1f GB", size);
  }
}
