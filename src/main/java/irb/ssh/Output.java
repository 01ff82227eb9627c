package irb.ssh;

import irb.process.Capture;
import irb.step.Evidence;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a remote command prints on one stream, from where it begins; what a login shell printed
/// before is kept apart. It is fed by the connection itself, and never holds it up.
final class Output extends OutputStream {
  private static final int MOST_NOISE = 64 << 10;
  private static final int LONGEST_BEGIN = 64;

  private final Pattern begin;
  private final Capture capture;
  private final Evidence evidence;
  private final Runnable closed;
  private final ByteArrayOutputStream noise = new ByteArrayOutputStream();
  private Optional<Matcher> begun = Optional.empty();

  /// `closed` is told when nothing more can come.
  Output(Pattern begin, int kept, Evidence evidence, Runnable closed) {
    this.begin = begin;
    this.capture = new Capture(kept);
    this.evidence = evidence;
    this.closed = closed;
  }

  Capture capture() {
    return capture;
  }

  /// The line with which the command began.
  synchronized Optional<Matcher> begun() {
    return begun;
  }

  /// What was printed before the command began.
  synchronized String noise() {
    return noise.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    if (begun.isPresent()) {
      add(bytes, from, length);
      return;
    }
    var seen = Math.max(0, noise.size() - LONGEST_BEGIN);
    noise.write(bytes, from, length);
    var all = noise.toByteArray();
    var text = new String(all, seen, all.length - seen, StandardCharsets.ISO_8859_1);
    var matcher = begin.matcher(text);
    if (matcher.find()) {
      noise.reset();
      noise.write(all, 0, seen + matcher.start());
      begun = Optional.of(matcher);
      add(all, seen + matcher.end(), all.length - seen - matcher.end());
    } else if (noise.size() > MOST_NOISE) {
      noise.reset();
      noise.write(all, all.length - MOST_NOISE / 2, MOST_NOISE / 2);
    }
  }

  private void add(byte[] bytes, int from, int length) {
    if (length > 0) {
      capture.add(
          from == 0 ? bytes : java.util.Arrays.copyOfRange(bytes, from, from + length), length);
      evidence.write(bytes, from, length);
    }
  }

  @Override
  public void close() {
    closed.run();
  }
}
