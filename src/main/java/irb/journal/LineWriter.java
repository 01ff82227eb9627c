package irb.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import irb.expr.Json;
import irb.expr.Masker;
import irb.expr.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Turns entries into the lines of one incident's log, masked, as ASCII.
final class LineWriter {
  private final String incident;
  private final Author author;
  private final InstantSource clock;
  private final LongSupplier mono;
  private final Json json;
  private final Outputs outputs;
  private final Chain chain = new Chain();

  LineWriter(
      String incident,
      Author author,
      InstantSource clock,
      LongSupplier mono,
      Masker masker,
      Outputs outputs) {
    this.incident = incident;
    this.author = author;
    this.clock = clock;
    this.mono = mono;
    this.json = new Json(masker);
    this.outputs = outputs;
  }

  Author author() {
    return author;
  }

  /// An entry whose data are JSON already; null when there are none.
  record Draft(Entry entry, @Nullable String data) {}

  /// Masks and writes the data of `entry`; refuses what JSON cannot hold.
  Draft draft(Entry entry) throws JournalException {
    if (entry.data().isEmpty()) {
      return new Draft(entry, null);
    }
    try {
      var text = ascii(entry.data());
      return new Draft(
          entry, (text.hasHalfPair() ? ascii(Names.wellFormed(entry.data())) : text).toString());
    } catch (UncheckedIOException e) {
      throw JournalException.refused(
          "The data of '" + entry.type() + "' cannot be recorded; nest them less deeply.", e);
    }
  }

  /// The line that follows `previous`; data that would make it too long go to a file first.
  Line line(Point previous, Draft draft, @Nullable String run) throws IOException {
    var data = draft.data();
    if (data == null || data.length() <= Line.LONGEST) {
      var line = build(previous, draft, run);
      if (line.bytes().length <= Line.LONGEST || data == null) {
        return line;
      }
    }
    var content = data.getBytes(US_ASCII);
    var reference =
        "{\"file\":\"%s\",\"bytes\":%d}".formatted(outputs.keep(content), content.length);
    return build(previous, new Draft(draft.entry(), reference), run);
  }

  private Line build(Point previous, Draft draft, @Nullable String run) {
    var seq = previous.head().seq() + 1;
    var hashed = hashed(seq, draft, run).getBytes(US_ASCII);
    var before = previous.head().hash().getBytes(US_ASCII);
    var hash = new String(chain.next(before, hashed, 0, hashed.length), US_ASCII);
    var suffix = (",\"h\":\"" + hash + "\"}\n").getBytes(US_ASCII);
    var bytes = new byte[hashed.length + suffix.length];
    System.arraycopy(hashed, 0, bytes, 0, hashed.length);
    System.arraycopy(suffix, 0, bytes, hashed.length, suffix.length);
    return new Line(bytes, new Head(seq, hash));
  }

  private String hashed(long seq, Draft draft, @Nullable String run) {
    var entry = draft.entry();
    var text = new StringBuilder("{\"v\":1,\"seq\":").append(seq);
    text.append(",\"ts\":\"").append(Times.micros(clock.instant()));
    text.append("\",\"mono\":").append(mono.getAsLong());
    text.append(",\"incident\":\"").append(incident).append('"');
    if (run != null) {
      text.append(",\"run\":\"").append(run).append('"');
    }
    text.append(",\"actor\":").append(ascii(author.actor()));
    text.append(",\"host\":").append(ascii(author.host()));
    text.append(",\"pid\":").append(author.pid());
    text.append(",\"type\":\"").append(entry.type()).append('"');
    if (entry.step() != null) {
      text.append(",\"step\":\"").append(entry.step()).append('"');
    }
    if (entry.attempt() > 0) {
      text.append(",\"attempt\":").append(entry.attempt());
    }
    if (draft.data() != null) {
      text.append(",\"data\":").append(draft.data());
    }
    return text.toString();
  }

  private AsciiText ascii(Object value) {
    var text = new AsciiText();
    json.write(value, text);
    return text;
  }
}
