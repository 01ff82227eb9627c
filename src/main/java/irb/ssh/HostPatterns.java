package irb.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The first word of a known host: names with `*`, `?` and `!`, or the hash of one name.
record HostPatterns(String text) {
  private static final String HASHED = "|1|";

  boolean match(String name) {
    if (text.startsWith(HASHED)) {
      return isHashOf(name.toLowerCase(Locale.ROOT));
    }
    var matched = false;
    for (var pattern : text.toLowerCase(Locale.ROOT).split(",", -1)) {
      var negated = pattern.startsWith("!");
      if (matches(negated ? pattern.substring(1) : pattern, name.toLowerCase(Locale.ROOT))) {
        if (negated) {
          return false;
        }
        matched = true;
      }
    }
    return matched;
  }

  /// Compares from the last `*` on, so that no pattern takes longer than its length times the
  /// name's.
  private static boolean matches(String pattern, String name) {
    var p = 0;
    var n = 0;
    var star = -1;
    var mark = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private boolean isHashOf(String name) {
    var parts = text.substring(HASHED.length()).split("\\|", -1);
    if (parts.length != 2) {
      return false;
    }
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), "HmacSHA1"));
      return MessageDigest.isEqual(
          Base64.getDecoder().decode(parts[1]), mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }
}
