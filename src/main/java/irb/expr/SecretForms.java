package irb.expr;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/// The forms in which a secret may come back: as it is, trimmed, line by line, and as JSON, URLs,
/// XML, shells, hexadecimal digits and base64 write it.
final class SecretForms {
  private SecretForms() {}

  static Set<String> of(String value) {
    var forms = new LinkedHashSet<String>();
    forms.add(value);
    forms.add(value.strip());
    value.lines().map(String::strip).forEach(forms::add);
    for (var plain : Set.copyOf(forms)) {
      // a line of its own is masked only where it says enough
      if (plain.length() >= Masker.SHORTEST) {
        written(plain, forms);
      }
    }
    return forms;
  }

  private static void written(String plain, Set<String> forms) {
    forms.add(json(plain));
    forms.add(url(plain));
    forms.add(url(plain).replace("+", "%20"));
    forms.add(xml(plain));
    forms.add(plain.replace("'", "'\\''"));
    var bytes = plain.getBytes(StandardCharsets.UTF_8);
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    for (var shift = 0; shift < 3; shift++) {
      var digits = base64(bytes, shift);
      forms.add(digits);
      forms.add(digits.replace('+', '-').replace('/', '_'));
    }
  }

  /// What base64 makes of `bytes` with `shift` unknown bytes before and any after them: the digits
  /// that depend on `bytes` alone. So a password is found in `user:password` too.
  private static String base64(byte[] bytes, int shift) {
    var shifted = new byte[shift + bytes.length];
    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
    var digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    var first = (shift * 8 + 5) / 6;
    var last = shifted.length * 8 / 6;
    return first < last ? digits.substring(first, last) : "";
  }

  private static String json(String value) {
    var quoted = new Json(new Masker()).line(value);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String url(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String xml(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
