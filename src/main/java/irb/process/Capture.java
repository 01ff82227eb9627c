package irb.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The beginning and the end of a stream of any length; what lies between is counted.
public final class Capture {
  /// How many bytes are kept of the beginning, and as many of the end, when nobody says it.
  public static final int KEPT = 256 << 10;

  private final int kept;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private byte[] ring = {};
  private long count;

  public Capture() {
    this(KEPT);
  }

  /// One that keeps `kept` bytes of the beginning, and as many of the end.
  public Capture(int kept) {
    this.kept = kept;
  }

  /// Takes the next `length` bytes.
  public synchronized void add(byte[] bytes, int length) {
    var first = Math.min(kept - head.size(), length);
    head.write(bytes, 0, first);
    for (var from = first; from < length; ) {
      var at = (int) ((count + from - kept) % kept);
      var many = Math.min(length - from, kept - at);
      if (ring.length == 0) {
        ring = new byte[kept];
      }
      System.arraycopy(bytes, from, ring, at, many);
      from += many;
    }
    count += length;
  }

  /// Whether nothing was left out.
  public synchronized boolean isWhole() {
    return count <= 2L * kept;
  }

  /// What was kept, as UTF-8; a line says how much was left out.
  public synchronized String text() {
    var first = head.toByteArray();
    var last = tail();
    if (isWhole()) {
      head.writeBytes(last);
      var all = head.toByteArray();
      head.reset();
      head.writeBytes(first);
      return new String(all, StandardCharsets.UTF_8);
    }
    var firstEnd = endOfWhole(first);
    var lastFrom = startOfWhole(last);
    var leftOut = count - firstEnd - (last.length - lastFrom);
    return new String(first, 0, firstEnd, StandardCharsets.UTF_8)
        + "\n… "
        + leftOut
        + " bytes left out …\n"
        + new String(last, lastFrom, last.length - lastFrom, StandardCharsets.UTF_8);
  }

  private byte[] tail() {
    var length = (int) Math.clamp(count - kept, 0L, kept);
    var from = length < kept ? 0 : (int) (count % kept);
    var tail = new byte[length];
    for (var i = 0; i < length; i++) {
      tail[i] = ring[(from + i) % kept];
    }
    return tail;
  }

  /// The end of the last character that is not cut in two.
  private static int endOfWhole(byte[] bytes) {
    var start = bytes.length - 1;
    while (start > bytes.length - 4 && isContinuation(bytes[start])) {
      start--;
    }
    var lead = bytes[start] & 0xff;
    var length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return start + length > bytes.length ? start : bytes.length;
  }

  private static int startOfWhole(byte[] bytes) {
    var start = 0;
    while (start < 3 && isContinuation(bytes[start])) {
      start++;
    }
    return start;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xc0) == 0x80;
  }
}
