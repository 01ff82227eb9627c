package irb.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One walk over a log, from a verified point to the end of the file, checking every record.
final class LogScan {
  /// Where the bytes come from.
  @FunctionalInterface
  interface Source {
    /// As many bytes as `target` takes or there are; -1 at the end.
    int read(ByteBuffer target, long offset) throws IOException;
  }

  private final Path file;
  private final Source source;
  private final long wanted;
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
  private @Nullable String hashOfWanted;

  /// Starts at `from`; without one, at the start of a log of whatever incident its first record is.
  LogScan(Path file, Source source, @Nullable Point from) {
    this(file, source, from, 0);
  }

  /// Also remembers the hash of record `wanted`.
  LogScan(Path file, Source source, @Nullable Point from, long wanted) {
    this.file = file;
    this.source = source;
    this.wanted = wanted;
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
    while (true) {
      var end = grammar.match(buffer, start, filled);
      if (end >= 0 && end < filled && buffer[end] == '\n' && follows(end)) {
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

  /// The hash of the record that was asked for, when it was met.
  @Nullable String hashOfWanted() {
    return hashOfWanted;
  }

  private boolean follows(int end) {
    if (incident.length == 0) {
      incident = grammar.incident(buffer).getBytes(US_ASCII);
      hash = Chain.genesis(text(incident)).getBytes(US_ASCII);
    }
    return end - start < Line.LONGEST
        && grammar.seq() == seq + 1
        && grammar.isOf(buffer, incident)
        && Arrays.equals(expected(end), found(end));
  }

  private void accept(int end) {
    hash = found(end);
    offset += end - start;
    start = end;
    seq++;
    runs = Math.max(runs, grammar.run());
    if (seq == wanted) {
      hashOfWanted = text(hash);
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
    if (end >= 0 && follows(end)) {
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
    var hashed = end - start > Chain.SUFFIX && !text(hash).isEmpty();
    return new Verdict.Corrupt(
        file,
        seq + 1,
        offset,
        seq + 1,
        hashed ? text(expected(end)) : "unknown",
        end - start > Chain.SUFFIX ? printable(found(end)) : "missing",
        why(end));
  }

  private String why(int end) {
    var version = grammar.version(buffer, start, end);
    if (end == start) {
      return seq == 0 ? "the log is empty" : "the line is empty";
    }
    if (version >= 0 && version != 1) {
      return "the record is of version "
          + version
          + " and this irb reads version 1: use a newer irb for this incident";
    }
    if (end - start >= Line.LONGEST) {
      return "the line is longer than 1 MiB";
    }
    if (grammar.match(buffer, start, end) != end) {
      return "the line is not a record as irb writes it";
    }
    if (!grammar.isOf(buffer, incident)) {
      return "the record belongs to incident " + grammar.incident(buffer);
    }
    return grammar.seq() == seq + 1
        ? "the record, or the one before it, is not what was written"
        : "the record is number " + grammar.seq();
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
