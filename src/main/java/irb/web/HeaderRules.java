package irb.web;

import irb.expr.ExpressionException;
import irb.expr.Secret;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What may stand in a header, and which headers are never shown.
public final class HeaderRules {
  /// RFC 9110, 5.6.2: a token.
  private static final Pattern NAME = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");

  private static final Set<String> OURS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");
  private static final Set<String> SENSITIVE =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

  private HeaderRules() {}

  /// Whether `name` can be that of a header.
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /// Whether the header frames the message, so that only the client can say it rightly.
  public static boolean isOurs(String name) {
    return OURS.contains(name.toLowerCase(Locale.ROOT));
  }

  /// Whether the header's value is kept off every screen and log.
  static boolean isSensitive(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return SENSITIVE.contains(lower) || lower.endsWith("-key") || lower.endsWith("-token");
  }

  static String shown(String name, Object value) {
    return isSensitive(name) && !(value instanceof Secret) ? "***" : value.toString();
  }

  /// Refuses what would end the header or be trimmed away; `where` begins the message.
  public static void check(String where, Object value) throws ExpressionException {
    var text = value instanceof Secret secret ? secret.reveal() : value.toString();
    if (hasControl(text)) {
      throw new ExpressionException(
          where + ": a header cannot hold a line break or control character");
    }
    if (!text.isEmpty() && (isBlank(text.charAt(0)) || isBlank(text.charAt(text.length() - 1)))) {
      throw new ExpressionException(where + ": a header cannot begin or end with a blank");
    }
  }

  /// Whether `text` holds a line break or another control character.
  public static boolean hasControl(String text) {
    return text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
