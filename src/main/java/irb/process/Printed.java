package irb.process;

import irb.expr.JsonValues;
import irb.expr.Lines;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a command printed, as conditions see it.
public record Printed(Capture out, Capture err) {

  /// The fields `out err lines words`, and `json` where it is one.
  public Map<String, Object> fields() {
    var text = out.text();
    var lines = new Lines(text);
    var fields = new LinkedHashMap<String, Object>();
    fields.put("out", text);
    fields.put("err", err.text());
    fields.put("lines", lines);
    fields.put("words", lines.words());
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
}
