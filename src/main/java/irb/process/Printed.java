package irb.process;

import irb.expr.JsonValues;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a command printed, as conditions see it.
public record Printed(Capture out, Capture err) {

  /// The fields `out err lines words`, and `json` where it is one.
  public Map<String, Object> fields() {
    var text = out.text();
    var lines = lines(text);
    var fields = new LinkedHashMap<String, Object>();
    fields.put("out", text);
    fields.put("err", err.text());
    fields.put("lines", lines);
    fields.put("words", lines.stream().map(Printed::words).toList());
    if (out.isWhole()) {
      JsonValues.parse(text).ifPresent(json -> fields.put("json", json));
    }
    return fields;
  }

  /// The last line on standard error that says anything; empty when there is none.
  public String lastError() {
    var lines = err.text().lines().filter(l -> !l.isBlank()).toList();
    var last = lines.isEmpty() ? "" : lines.getLast().strip();
    return last.length() > 200 ? last.substring(0, 199) + "…" : last;
  }

  private static List<String> lines(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    var whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return List.of(whole.split("\n", -1));
  }

  private static List<String> words(String line) {
    return Arrays.stream(line.split("[ \\t\\r]+", -1)).filter(w -> !w.isEmpty()).toList();
  }
}
