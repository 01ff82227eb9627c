package irb.step.sql;

import irb.step.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as CSV (RFC 4180), in the words of the server; a NULL is nothing at all, and an empty text
/// is `""`.
record CsvText(Evidence evidence) {
  void line(List<? extends @Nullable String> fields) {
    if (!evidence.isWanted()) {
      return;
    }
    var line = new StringBuilder();
    for (var i = 0; i < fields.size(); i++) {
      line.append(i == 0 ? "" : ",").append(field(fields.get(i)));
    }
    evidence.write(line.append("\r\n").toString());
  }

  private String field(@Nullable String value) {
    if (value == null) {
      return "";
    }
    var text = evidence.masked(value);
    var plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
