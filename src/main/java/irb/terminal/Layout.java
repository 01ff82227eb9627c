package irb.terminal;

import java.util.ArrayList;
import java.util.List;

/// Where things stand on a stream of one width: the columns of step lines, of blocks, and what is
/// wrapped beneath them. Text is not wider than is good to read; tables may use the whole `screen`.
record Layout(int width, int screen, Theme theme) {
  /// The phases are padded to the longest, `communicate`.
  static final int PHASE = 11;

  /// Labels of headers and proposals are padded to the longest, `environment`.
  static final int LABEL = 11;

  private static final int WIDEST = 100;
  private static final int ROOMY = 60;

  static Layout of(Looks looks) {
    return new Layout(Math.min(looks.width(), WIDEST), looks.width(), new Theme(looks));
  }

  /// The column at which titles begin: mark, phase, and the blanks behind them.
  int titles() {
    return 2 + PHASE + 2;
  }

  /// The column of what stands below a title; on a narrow screen it may use more of it.
  int details() {
    return width < ROOMY ? 4 : titles();
  }

  /// `text` wrapped, all of it from column `indent` on.
  List<String> indented(int indent, List<String> text) {
    var lines = new ArrayList<String>();
    for (var line : text) {
      for (var part : DisplayWidth.wrap(line, Math.max(10, width - indent))) {
        lines.add(part.isEmpty() ? "" : " ".repeat(indent) + part);
      }
    }
    return lines;
  }

  List<String> indented(int indent, String text) {
    return indented(indent, List.of(text));
  }

  /// `label text`, with further lines of the text below its first.
  List<String> labelled(String label, List<String> text) {
    var column = 2 + LABEL + 2;
    var beside =
        width >= ROOMY || (text.size() == 1 && DisplayWidth.of(text.getFirst()) <= width - column);
    var lines = new ArrayList<>(indented(beside ? column : 4, text));
    if (!beside) {
      lines.addFirst("  " + theme.quiet(label));
    } else if (!lines.isEmpty()) {
      lines.set(
          0,
          "  "
              + theme.quiet(DisplayWidth.padRight(label, LABEL))
              + "  "
              + lines.getFirst().stripLeading());
    }
    return lines;
  }

  List<String> labelled(String label, String text) {
    return labelled(label, List.of(text));
  }

  /// The room for a table below a title.
  int tableWidth() {
    return Math.max(10, screen - details());
  }
}
