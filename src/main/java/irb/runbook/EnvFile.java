package irb.runbook;

import irb.source.Findings;
import irb.source.Place;
import irb.source.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a file of variables in the dotenv format, e.g. `.env.production`.
///
/// A line is `NAME=value`, `export NAME=value`, a comment or blank. A value in double quotes knows
/// `\n`, `\t`, `\"` and `\\`; one in single quotes is taken as it stands; a bare one ends at ` #`.
public final class EnvFile {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");

  private EnvFile() {}

  /// The variables in `source`; lines that are none are reported, without showing their value.
  public static Map<String, String> read(Source source, Findings findings) {
    var values = new LinkedHashMap<String, String>();
    var number = 0;
    for (var line : source.text().lines().toList()) {
      number++;
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      var matcher = LINE.matcher(line);
      if (matcher.matches()) {
        values.put(matcher.group(1), value(matcher.group(2).strip()));
      } else {
        findings.error(
            new Place(new Source(source.name(), ""), number, 1),
            "this line is no variable",
            "write NAME=value, or begin it with #");
      }
    }
    return values;
  }

  private static String value(String written) {
    if (written.length() >= 2 && written.startsWith("'")) {
      var end = written.indexOf('\'', 1);
      return end > 0 ? written.substring(1, end) : written;
    }
    if (written.length() >= 2 && written.startsWith("\"")) {
      return doubleQuoted(written);
    }
    var comment = written.indexOf(" #");
    return comment < 0 ? written : written.substring(0, comment).strip();
  }

  private static String doubleQuoted(String written) {
    var value = new StringBuilder();
    for (var i = 1; i < written.length(); i++) {
      var c = written.charAt(i);
      if (c == '"') {
        return value.toString();
      }
      if (c == '\\' && i + 1 < written.length()) {
        i++;
        var escaped = written.charAt(i);
        value.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
      } else {
        value.append(c);
      }
    }
    return written;
  }
}
