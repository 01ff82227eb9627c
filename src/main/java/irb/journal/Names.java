package irb.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Data whose names every JSON parser reads: half a surrogate pair in a name becomes U+FFFD.
///
/// In texts such halves are kept; in names Jackson, and others, refuse them.
final class Names {
  private Names() {}

  /// A copy of `value` with such names replaced, however deep they are.
  static Object wellFormed(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((name, inner) -> copy.put(replaced(name.toString()), wellFormed(inner)));
        yield copy;
      }
      case List<?> list -> list.stream().map(Names::wellFormed).toList();
      default -> value;
    };
  }

  private static String replaced(String name) {
    return name.codePoints()
        .map(c -> isHalf(c) ? 0xfffd : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
