package irb.expr;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The forms in which a secret may come back: as it is, trimmed, line by line, and as JSON, URLs,
/// XML, SQL, shells, hexadecimal digits and base64 write it.
final class SecretForms {
  private static final String UNRESERVED = "-._~";
  private static final List<Integer> WRAPPED = List.of(64, 76);

  private SecretForms() {}

  static Set<String> of(String value) {
    var forms = new LinkedHashSet<String>();
    forms.add(value);
    forms.add(value.strip());
    value.lines().map(String::strip).forEach(forms::add);
    for (var plain : Set.copyOf(forms)) {
      // a line of its own is masked only where it says enough
      if (plain.length() >= Masker.SHORTEST) {
        json(plain, forms);
        url(plain, forms);
        xml(plain, forms);
        quoted(plain, forms);
        digits(plain, forms);
      }
    }
    return forms;
  }

  /// With and without `\/`, what is no ASCII and what means something in HTML as `\u00e9` or
  /// `\u00E9`.
  private static void json(String plain, Set<String> forms) {
    var line = new Json(new Masker()).line(plain);
    var json = line.substring(1, line.length() - 1);
    for (var text : List.of(json, json.replace("/", "\\/"))) {
      forms.add(text);
      for (var escaped : List.of("", "<>&", "<>&'=")) {
        forms.add(unicode(text, escaped, "\\u%04x"));
        forms.add(unicode(text, escaped, "\\u%04X"));
      }
    }
    forms.add(unicode(plain.replace("\\", "\\\\").replace("\"", "\\\""), "", "\\u%04x"));
  }

  private static String unicode(String text, String also, String format) {
    var escaped = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c < ' ' || c > '~' || also.indexOf(c) >= 0) {
        escaped.append(String.format(format, (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /// What is kept differs: everything but letters and digits may be encoded, or all that JavaScript
  /// and RFC 3986 leave alone stay; a blank is `+` or `%20`.
  private static void url(String plain, Set<String> forms) {
    for (var kept :
        List.of(UNRESERVED, "-._*", UNRESERVED + "!*'()", UNRESERVED + "!*'();,/?:@&=+$#", "")) {
      for (var format : List.of("%%%02X", "%%%02x")) {
        var encoded = percent(plain, kept, format);
        forms.add(encoded);
        forms.add(encoded.replace("%20", "+"));
      }
    }
  }

  private static String percent(String plain, String kept, String format) {
    var encoded = new StringBuilder();
    for (var b : plain.getBytes(StandardCharsets.UTF_8)) {
      var c = (char) (b & 0xff);
      if ((c < 0x80 && Character.isLetterOrDigit(c)) || kept.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append(String.format(format, (int) c));
      }
    }
    return encoded.toString();
  }

  private static void xml(String plain, Set<String> forms) {
    var text = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    for (var quote : List.of("\"", "&quot;", "&#34;")) {
      for (var apostrophe : List.of("'", "&apos;", "&#39;", "&#x27;", "&#039;")) {
        forms.add(text.replace("\"", quote).replace("'", apostrophe));
      }
    }
  }

  /// Inside `'…'` and `"…"` of a shell, without quotes, and inside `'…'` of SQL.
  private static void quoted(String plain, Set<String> forms) {
    forms.add(plain.replace("'", "'\\''"));
    forms.add(plain.replace("'", "'\"'\"'"));
    forms.add(plain.replaceAll("([\"$`\\\\])", "\\\\$1"));
    forms.add(plain.replaceAll("([^A-Za-z0-9_./:@%+,\\P{ASCII}-])", "\\\\$1"));
    forms.add(plain.replace("'", "''"));
    forms.add(plain.replace("\"", "\"\""));
  }

  private static void digits(String plain, Set<String> forms) {
    var bytes = plain.getBytes(StandardCharsets.UTF_8);
    for (var hex : List.of(HexFormat.of(), HexFormat.of().withUpperCase())) {
      forms.add(hex.formatHex(bytes));
      // a URL may encode every byte, letters too
      forms.add(hex.withPrefix("%").formatHex(bytes));
    }
    for (var length : WRAPPED) {
      wrapped(base64(bytes, 0), length, forms);
    }
    for (var shift = 0; shift < 3; shift++) {
      var digits = base64(bytes, shift);
      forms.add(digits);
      forms.add(digits.replace('+', '-').replace('/', '_'));
    }
  }

  /// The lines of `digits`, as base64, openssl and mail programs break them.
  private static void wrapped(String digits, int length, Set<String> forms) {
    for (var at = 0; digits.length() > length && at < digits.length(); at += length) {
      forms.add(digits.substring(at, Math.min(digits.length(), at + length)));
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
}
