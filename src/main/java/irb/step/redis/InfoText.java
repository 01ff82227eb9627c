package irb.step.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The text that `INFO` answers with: a line is `name:value`, and a value is a number, a text, or
/// facts such as `keys=1,expires=0`.
final class InfoText {
  /// With a leading zero it is a name, such as the hash of a commit.
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d{0,17}");

  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}\\.\\d{1,15}");
  private static final Pattern FACTS = Pattern.compile("[\\w-]+=[^,=]*(,[\\w-]+=[^,=]*)*");

  private InfoText() {}

  static Map<String, Object> parse(String text) {
    var info = new LinkedHashMap<String, Object>();
    for (var line : text.lines().toList()) {
      var colon = line.indexOf(':');
      if (colon > 0 && !line.startsWith("#")) {
        info.put(line.substring(0, colon), value(line.substring(colon + 1)));
      }
    }
    return info;
  }

  private static Object value(String text) {
    return FACTS.matcher(text).matches() ? facts(text) : single(text);
  }

  private static Map<String, Object> facts(String text) {
    var facts = new LinkedHashMap<String, Object>();
    for (var fact : text.split(",", -1)) {
      var equals = fact.indexOf('=');
      facts.put(fact.substring(0, equals), single(fact.substring(equals + 1)));
    }
    return facts;
  }

  private static Object single(String text) {
    if (WHOLE.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    return DECIMAL.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
  }
}
