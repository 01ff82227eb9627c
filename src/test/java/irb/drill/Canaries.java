package irb.drill;

import irb.acceptance.Postgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Secrets that are nowhere else, and the search for them in all that a run leaves behind, however
/// they are written there. The encodings are written down anew, and not those of the masker.
record Canaries(Map<String, String> forms) {
  static final String KEY = "c4nary+key/1 2\"<&'";
  static final String TOKEN = "t0ken&c4nary=3;x";
  static final String PEM =
      """
      -----BEGIN C4NARY KEY-----
      Qzr7yZ1kEw9uHnPd+2sLxJ/0vTbGfMaOiRcYlWqXoUeKhVNtS3m5p8D6jB4gIFAC
      -----END C4NARY KEY-----\
      """
          .stripIndent();
  static final String REDIS = "r3dis@c4nary/5 6";
  static final String WRONG = "wr0ng/c4nary pass";
  static final String USER = "us3rinfo:c4nary/8";
  static final String HOOK = "/services/T0C4N/B0C4N/h00kc4nary77";
  static final String PAGER = "p4gerc4nary0123456789abcdef012345";
  static final String SMTP = "sm7p/c4nary pw";
  private static final int WINDOW = 10;

  Canaries {
    forms = Map.copyOf(forms);
  }

  static Canaries all() {
    var forms = new LinkedHashMap<String, String>();
    for (var secret :
        List.of(KEY, TOKEN, PEM, REDIS, WRONG, USER, HOOK, PAGER, SMTP, Postgres.PASSWORD)) {
      add(secret, forms);
      secret.lines().forEach(line -> add(line, forms));
    }
    return new Canaries(forms);
  }

  private static void add(String secret, Map<String, String> forms) {
    var url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    var json = secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    var xml = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    var hex = HexFormat.of().formatHex(bytes);
    put(forms, secret, "raw", secret);
    for (var at = 0; at + WINDOW <= bare(secret).length(); at++) {
      put(forms, secret, "a part", bare(secret).substring(at, at + WINDOW));
    }
    put(forms, secret, "json", json);
    put(forms, secret, "json in json", json.replace("\\", "\\\\").replace("\"", "\\\""));
    put(forms, secret, "json of Go", json.replace("<", "\\u003c").replace("&", "\\u0026"));
    put(forms, secret, "url", url);
    put(forms, secret, "url, %20", url.replace("+", "%20"));
    put(
        forms,
        secret,
        "url, small",
        url.replaceAll("(%..)", "$1").toLowerCase(java.util.Locale.ROOT));
    put(forms, secret, "url, all", hex.replaceAll("(..)", "%$1"));
    put(forms, secret, "xml", xml);
    put(forms, secret, "xml, quotes", xml.replace("\"", "&quot;").replace("'", "&#39;"));
    put(forms, secret, "shell", secret.replace("'", "'\\''"));
    put(forms, secret, "sql", secret.replace("'", "''"));
    put(forms, secret, "csv", secret.replace("\"", "\"\""));
    put(forms, secret, "hex", hex);
    put(forms, secret, "HEX", hex.toUpperCase(java.util.Locale.ROOT));
    for (var before = 0; before < 3; before++) {
      put(forms, secret, "base64", base64(bytes, before));
      put(forms, secret, "base64url", base64(bytes, before).replace('+', '-').replace('/', '_'));
    }
  }

  /// The digits of the whole groups that hold nothing but `bytes`.
  private static String base64(byte[] bytes, int before) {
    var padded = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, padded, before, bytes.length);
    var digits = Base64.getEncoder().encodeToString(padded);
    return digits.substring(before == 0 ? 0 : 4, padded.length / 3 * 4);
  }

  private static void put(Map<String, String> forms, String secret, String how, String form) {
    forms.putIfAbsent(bare(form), how + " of " + secret);
  }

  /// Without blanks and line breaks, which a layout moves.
  private static String bare(String text) {
    return text.replaceAll("[^!-~]", "");
  }

  /// The secrets in `text`, and how they are written there.
  Set<String> in(String text) {
    var bare = bare(text);
    var found = new TreeSet<String>();
    forms.forEach((form, words) -> {
      var at = bare.indexOf(form);
      if (at >= 0) {
        found.add(
            words
                + ": …"
                + bare.substring(
                    Math.max(0, at - 60), Math.min(bare.length(), at + form.length() + 30)));
      }
    });
    return found;
  }

  /// Those in any file below `folder` but `given`, which the test itself has written.
  Set<String> below(Path folder, Set<String> given) throws IOException {
    var found = new TreeSet<String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = folder.relativize(file);
        if (!given.contains(name.getName(0).toString())) {
          in(Files.readString(file, StandardCharsets.ISO_8859_1))
              .forEach(f -> found.add(name + ": " + f));
          in(name.toString()).forEach(f -> found.add("the name " + name + ": " + f));
        }
      }
    }
    return found;
  }
}
