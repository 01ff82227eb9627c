package irb.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The rule that ties each record to the one before it.
final class Chain {
  /// What stands behind the hashed bytes of a line: `,"h":"`, 64 hex digits, `"}`.
  static final int SUFFIX = 72;

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  private final MessageDigest digest = sha256();

  /// The hash that stands before the first record of an incident.
  static String genesis(String incident) {
    return hex(sha256().digest(("irb-log-v1" + incident).getBytes(US_ASCII)));
  }

  /// The hash, as 64 hex digits, of the bytes before `,"h":` behind the record with `previous`.
  byte[] next(byte[] previous, byte[] bytes, int from, int to) {
    digest.update(previous);
    digest.update(bytes, from, to - from);
    var hash = digest.digest();
    var text = new byte[64];
    for (var i = 0; i < hash.length; i++) {
      text[2 * i] = HEX[(hash[i] >> 4) & 15];
      text[2 * i + 1] = HEX[hash[i] & 15];
    }
    return text;
  }

  static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
