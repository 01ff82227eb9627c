package irb.terminal;

import irb.expr.Json;
import irb.expr.Visible;
import java.io.PrintWriter;

/// JSON values, one a line, on a stream that may be a terminal.
final class JsonLine {
  private final PrintWriter out;
  private final Json json;

  JsonLine(PrintWriter out, Json json) {
    this.out = out;
    this.json = json;
  }

  void print(Object value) {
    var text = new StringBuilder();
    json.line(value).chars().forEach(c -> append(text, (char) c));
    out.print(text.append('\n'));
    out.flush();
  }

  /// JSON itself is ASCII, so what a terminal would obey stands inside a string.
  private static void append(StringBuilder text, char c) {
    if (c >= 0x7f && !Visible.text(String.valueOf(c)).equals(String.valueOf(c))) {
      text.append(String.format("\\u%04x", (int) c));
    } else {
      text.append(c);
    }
  }
}
