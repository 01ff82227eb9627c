package irb.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/// What stands in the place of a redacted record: number, place, and the hashes it is tied in by.
///
/// `previous` is the hash of the record before, `hash` the one that the lost line had, `sha256`
/// that of the exact bytes that stand there now, without their newline.
record Tombstone(long seq, long offset, String previous, String hash, String sha256) {
  static final String TYPE = "redacted_record";

  /// The line, without its newline, that takes the place of `line`: everything but its type and its
  /// data, and `data`, which are JSON.
  static byte[] line(byte[] line, String data) {
    var grammar = new LineGrammar();
    if (grammar.match(line, 0, line.length) != line.length) {
      throw new IllegalArgumentException("not a record");
    }
    var bytes = new ByteArrayOutputStream();
    bytes.write(line, 0, grammar.typeAt());
    bytes.writeBytes(('"' + TYPE + '"').getBytes(US_ASCII));
    bytes.write(line, grammar.typeEnd(), grammar.dataAt() - grammar.typeEnd());
    bytes.writeBytes((",\"data\":" + data).getBytes(US_ASCII));
    bytes.write(line, line.length - Chain.SUFFIX, Chain.SUFFIX);
    return bytes.toByteArray();
  }

  static String sha256(byte[] line) {
    return Chain.hex(Chain.sha256().digest(line));
  }
}
