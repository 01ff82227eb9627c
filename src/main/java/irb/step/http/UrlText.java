package irb.step.http;

import irb.expr.Template;
import irb.expr.Template.Hole;
import irb.expr.Template.Text;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The constant text of a path or a query, with everything escaped that may not stand in one (RFC
/// 3986, `pchar`); an escape that its author wrote stays.
final class UrlText {
  private static final String PATH = "-._~!$&'()*+,;=:@/";
  private static final String QUERY = "-._~!$&()*+,;=:@/?";
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private UrlText() {}

  /// `path` with its constant parts escaped.
  static Template path(Template path) {
    return new Template(
        path.origin(),
        path.parts().stream()
            .<Template.Part>map(part ->
                switch (part) {
                  case Text(var text, var offset) -> new Text(escaped(text, PATH), offset);
                  case Hole hole -> hole;
                })
            .toList());
  }

  static String query(String text) {
    return escaped(text, QUERY);
  }

  private static String escaped(String text, String legal) {
    var escape = ESCAPE.matcher(text);
    var out = new StringBuilder();
    for (var at = 0; at < text.length(); ) {
      var c = text.codePointAt(at);
      if (isLegal(c, legal) || (c == '%' && escape.region(at, text.length()).lookingAt())) {
        out.appendCodePoint(c);
      } else {
        for (var b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          out.append('%').append(HEX.toHexDigits(b));
        }
      }
      at += Character.charCount(c);
    }
    return out.toString();
  }

  private static boolean isLegal(int c, String legal) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || legal.indexOf(c) >= 0;
  }
}
