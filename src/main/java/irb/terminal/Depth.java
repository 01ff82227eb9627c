package irb.terminal;

import java.util.List;

/// How deep a step stands below runbooks that run others, by its qualified id: `restart/stop_app`
/// stands one level deep, and its lines two columns further right.
record Depth(int levels) {
  private static final int COLUMNS = 2;

  /// Deeper levels than these stand where the last of them does, or no room would be left.
  private static final int DEEPEST = 4;

  static Depth of(String step) {
    var slashes = (int) step.chars().filter(c -> c == '/').count();
    return new Depth(Math.min(slashes, DEEPEST));
  }

  /// The room that is left at this depth.
  Layout layout(Layout whole) {
    var columns = levels * COLUMNS;
    return new Layout(
        Math.max(1, whole.width() - columns), Math.max(1, whole.screen() - columns), whole.theme());
  }

  /// `lines` where they belong.
  List<String> indented(List<String> lines) {
    var blanks = " ".repeat(levels * COLUMNS);
    return lines.stream().map(l -> l.isEmpty() ? l : blanks + l).toList();
  }
}
