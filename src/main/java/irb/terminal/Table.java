package irb.terminal;

import irb.expr.Masker;
import irb.expr.Null;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Rows as aligned columns under their names, never wider than the stream they are for.
public final class Table {
  /// How many rows are shown unless somebody asks for more.
  public static final int ROWS = 10;

  private static final String GAP = "  ";
  private static final int NARROWEST = 3;

  private final Shown shown;
  private final Theme theme;
  private final int width;

  /// A table for a stream that looks so, with the secrets of `masker` masked.
  public Table(Looks looks, Masker masker) {
    this(new Shown(masker), new Theme(looks), looks.width());
  }

  Table(Shown shown, Theme theme, int width) {
    this.shown = shown;
    this.theme = theme;
    this.width = width;
  }

  /// The first ten of `rows`, and how many more there are.
  public List<String> lines(List<Map<String, Object>> rows) {
    return lines(rows, ROWS);
  }

  /// A line with the names, one a row for the first `most`, and how many more there are.
  public List<String> lines(List<Map<String, Object>> rows, int most) {
    var names = names(rows);
    if (names.isEmpty()) {
      return List.of();
    }
    var visible = rows.subList(0, Math.min(most, rows.size()));
    var right = rightAligned(names, visible);
    var cells = new ArrayList<List<String>>();
    cells.add(names.stream().map(shown::line).toList());
    visible.forEach(row -> cells.add(cells(names, row)));
    var widths = fitted(widths(cells));
    var lines = new ArrayList<String>();
    for (var row : cells) {
      var line = line(row, widths, right);
      lines.add(lines.isEmpty() ? theme.quiet(line) : line);
    }
    if (rows.size() > most) {
      lines.add(theme.quiet(theme.ellipsis() + " " + (rows.size() - most) + " more"));
    }
    return lines;
  }

  private static List<String> names(List<Map<String, Object>> rows) {
    var names = new LinkedHashSet<String>();
    rows.forEach(row -> names.addAll(row.keySet()));
    return List.copyOf(names);
  }

  private List<String> cells(List<String> names, Map<String, Object> row) {
    return names.stream().map(n -> row.containsKey(n) ? shown.line(row.get(n)) : "").toList();
  }

  /// Columns that hold nothing but numbers and lengths of time.
  private static boolean[] rightAligned(List<String> names, List<Map<String, Object>> rows) {
    var right = new boolean[names.size()];
    for (var i = 0; i < right.length; i++) {
      var name = names.get(i);
      var values = rows.stream().map(r -> r.getOrDefault(name, Null.NULL)).toList();
      right[i] =
          values.stream().anyMatch(v -> v != Null.NULL)
              && values.stream()
                  .allMatch(v -> v instanceof Number || v instanceof Duration || v == Null.NULL);
    }
    return right;
  }

  private static int[] widths(List<List<String>> cells) {
    var widths = new int[cells.getFirst().size()];
    for (var row : cells) {
      for (var i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
      }
    }
    return widths;
  }

  /// Takes from the widest column until all of them fit.
  private int[] fitted(int[] widths) {
    var room = width - GAP.length() * (widths.length - 1);
    while (Arrays.stream(widths).sum() > room) {
      var widest = 0;
      for (var i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private String line(List<String> row, int[] widths, boolean[] right) {
    var line = new ArrayList<String>();
    for (var i = 0; i < widths.length; i++) {
      var cell = DisplayWidth.cut(row.get(i), widths[i], theme.ellipsis());
      line.add(
          right[i]
              ? DisplayWidth.padLeft(cell, widths[i])
              : DisplayWidth.padRight(cell, widths[i]));
    }
    // more columns than the narrowest of them leave room for
    return DisplayWidth.cut(String.join(GAP, line).stripTrailing(), width, theme.ellipsis());
  }
}
