package irb.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One walk over a log, from a verified point to the end of the file, checking every record.
final class LogScan {
  /// Where the bytes come from.
  @FunctionalInterface
  interface Source {
    /// As many bytes as `target` takes or there are; -1 at the end.
    int read(ByteBuffer target, long offset) throws IOException;
  }

  /// Sees every record that verifies, as a part of `buffer`.
  @FunctionalInterface
  interface Witness {
    void saw(byte[] buffer, int from, int to) throws IOException;
  }

  private final Path file;
  private final Source source;
  private final long wanted;
  private final Witness witness;
  private final Redactions redactions;
  private final LineGrammar grammar = new LineGrammar();
  private final Chain chain = new Chain();
  // grows until the longest line fits: most walks are over a few lines
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int filled;

  private byte[] incident;
  private byte[] hash;
  private long offset;
  private long seq;
  private long runs;
  private boolean lacksNewline;
  private @Nullable Point wantedPlace;

  /// Starts at `from`; without one, at the start of a log of whatever incident its first record is.
  LogScan(Path file, Source source, @Nullable Point from) {
    this(file, source, from, 0, (_, _, _) -> {});
  }

  /// Also remembers the place behind record `wanted`, and shows each record to `witness`.
  LogScan(Path file, Source source, @Nullable Point from, long wanted, Witness witness) {
    this.file = file;
    this.source = source;
    this.wanted = wanted;
    this.witness = witness;
    redactions = new Redactions(from == null ? 0 : from.head().seq());
    incident = from == null ? new byte[0] : from.incident().getBytes(US_ASCII);
    hash = from == null ? new byte[0] : from.head().hash().getBytes(US_ASCII);
    offset = from == null ? 0 : from.offset();
    seq = from == null ? 0 : from.head().seq();
    runs = from == null ? 0 : from.runs();
  }

  Path file() {
    return file;
  }

  /// Walks to the end, or to the first record that does not verify.
  Verdict verdict() throws IOException {
    var verdict = walk();
    return verdict instanceof Verdict.Corrupt
        ? verdict
        : redactions.untold().map(this::forged).orElse(verdict);
  }

  /// What was redacted, as far as the walk came.
  List<Redaction> redactions() {
    return redactions.told();
  }

  private Verdict walk() throws IOException {
    while (true) {
      var end = grammar.match(buffer, start, filled);
      if (end >= 0 && end < filled && buffer[end] == '\n' && follows(end)) {
        var why = redacted(end);
        if (why.isPresent()) {
          return corrupt(end, why.get());
        }
        accept(end);
        offset++;
        start++;
        continue;
      }
      var newline = newline(start);
      if (newline >= 0) {
        return corrupt(newline);
      }
      if (filled - start > Line.LONGEST || !fill()) {
        return tail();
      }
    }
  }

  /// The place reached: behind the last record that verifies, and its newline if it has one.
  Point point() {
    return new Point(text(incident), offset, head(), runs);
  }

  /// Whether the last record that verifies stands there without its newline.
  boolean lacksNewline() {
    return lacksNewline;
  }

  /// The place behind the record that was asked for, and its newline, when it was met.
  Optional<Point> wanted() {
    return Optional.ofNullable(wantedPlace);
  }

  private boolean follows(int end) {
    if (incident.length == 0) {
      incident = grammar.incident(buffer).getBytes(US_ASCII);
      hash = Chain.genesis(text(incident)).getBytes(US_ASCII);
    }
    return end - start < Line.LONGEST
        && grammar.seq() == seq + 1
        && grammar.isOf(buffer, incident)
        && (isTombstone() || Arrays.equals(expected(end), found(end)));
  }

  /// Its line was another one when it was hashed; a later record has to vouch for this one.
  private boolean isTombstone() {
    return seq > 0 && grammar.isTombstone(buffer);
  }

  /// Notes a tombstone, or what a record says of one; what is wrong with it.
  private Optional<String> redacted(int end) throws IOException {
    if (isTombstone()) {
      redactions.bury(
          new Tombstone(
              seq + 1,
              offset,
              text(hash),
              text(found(end)),
              Tombstone.sha256(Arrays.copyOfRange(buffer, start, end))));
    } else if (grammar.isRedaction(buffer)) {
      return redactions.tell(RecordParser.record(Arrays.copyOfRange(buffer, start, end)));
    }
    return Optional.empty();
  }

  private Verdict forged(Tombstone tombstone) {
    return new Verdict.Corrupt(
        file,
        tombstone.seq(),
        tombstone.offset(),
        tombstone.seq(),
        "unknown",
        tombstone.hash(),
        "the record was redacted, and no later record tells of it");
  }

  private void accept(int end) throws IOException {
    witness.saw(buffer, start, end);
    hash = found(end);
    offset += end - start;
    start = end;
    seq++;
    runs = Math.max(runs, grammar.run());
    if (seq == wanted) {
      wantedPlace = point().afterNewline();
    }
  }

  private Verdict tail() throws IOException {
    var length = (long) filled - start;
    var chunk = new byte[1 << 13];
    for (int more; (more = source.read(ByteBuffer.wrap(chunk), offset + length)) > 0; ) {
      if (text(Arrays.copyOf(chunk, more)).indexOf('\n') >= 0) {
        return corrupt(filled);
      }
      length += more;
    }
    if (length == 0) {
      return seq > 0 ? new Verdict.Intact(head(), seq) : corrupt(start);
    }
    var version = grammar.version(buffer, start, filled);
    var end = grammar.match(buffer, start, filled);
    if (end >= 0 && follows(end) && redacted(end).isEmpty()) {
      var total = offset + length;
      accept(end);
      lacksNewline = true;
      return new Verdict.Torn(head(), seq, offset, total - offset);
    }
    // the file appears with its first record in it, and another version is not ours to cut
    return seq == 0 || version > 1
        ? corrupt(filled)
        : new Verdict.Torn(head(), seq, offset, length);
  }

  private Verdict corrupt(int end) {
    return corrupt(end, grammar.misfit(buffer, start, end, incident, seq));
  }

  private Verdict corrupt(int end, String why) {
    var hashed = end - start > Chain.SUFFIX && !text(hash).isEmpty();
    return new Verdict.Corrupt(
        file,
        seq + 1,
        offset,
        seq + 1,
        hashed ? text(expected(end)) : "unknown",
        end - start > Chain.SUFFIX ? printable(found(end)) : "missing",
        why);
  }

  private byte[] expected(int end) {
    return chain.next(hash, buffer, start, end - Chain.SUFFIX);
  }

  private byte[] found(int end) {
    return Arrays.copyOfRange(buffer, end - 66, end - 2);
  }

  private Head head() {
    return new Head(seq, text(hash));
  }

  private int newline(int from) {
    for (var i = from; i < filled; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
    start = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * filled);
    }
    var count =
        source.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled), offset + filled);
    filled += Math.max(count, 0);
    return count > 0;
  }

  private static String text(byte[] ascii) {
    return new String(ascii, US_ASCII);
  }

  private static String printable(byte[] bytes) {
    return text(bytes).replaceAll("[^ -~]", "?");
  }
}
