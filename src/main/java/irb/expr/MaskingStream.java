package irb.expr;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A stream of bytes with every secret masked, also one that comes in several pieces; bytes that
/// are no text pass unchanged.
public final class MaskingStream extends OutputStream {
  private static final int PIECE = 64 << 10;

  private final OutputStream out;
  private final Masker masker;
  private byte[] pending;
  private int length;

  /// How many of the pending bytes belong to a secret whose name is written already.
  private int hidden;

  public MaskingStream(OutputStream out, Masker masker) {
    this(out, masker, PIECE);
  }

  /// Looks for secrets whenever `piece` bytes have come together.
  MaskingStream(OutputStream out, Masker masker, int piece) {
    this.out = out;
    this.masker = masker;
    this.pending = new byte[piece];
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int many) throws IOException {
    for (var at = from; at < from + many; ) {
      if (length == pending.length) {
        release(false);
      }
      if (length == pending.length) {
        pending = Arrays.copyOf(pending, 2 * length); // a secret longer than all of it
      }
      var next = Math.min(from + many - at, pending.length - length);
      System.arraycopy(bytes, at, pending, length, next);
      length += next;
      at += next;
    }
  }

  /// Writes all but an end that may be the beginning of a secret.
  @Override
  public void flush() throws IOException {
    release(false);
    out.flush();
  }

  /// Writes what was held back: nothing more will come.
  public void finish() throws IOException {
    release(true);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    finish();
    out.close();
  }

  /// Bytes as the characters of ISO 8859-1, without a copy of them.
  @SuppressWarnings("ArrayRecordComponent") // a view, never compared
  private record Bytes(byte[] bytes, int length) implements CharSequence {
    @Override
    public char charAt(int index) {
      return (char) (bytes[index] & 0xff);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return subSequence(0, length).toString();
    }
  }

  private void release(boolean all) throws IOException {
    var forms = masker.bytes();
    var text = new Bytes(pending, length);
    var cut = all ? length : length - forms.beginning(text);
    var done = hidden;
    for (var match = forms.next(text, 0);
        match.isPresent() && match.get().start() < cut;
        match = forms.next(text, match.get().start() + 1)) {
      var at = match.get();
      if (at.start() >= done) {
        out.write(pending, done, at.start() - done);
        out.write(at.name().getBytes(StandardCharsets.ISO_8859_1));
      }
      done = Math.max(done, at.end());
    }
    if (done < cut) {
      out.write(pending, done, cut - done);
      done = cut;
    }
    hidden = done - cut;
    length -= cut;
    System.arraycopy(pending, cut, pending, 0, length);
  }
}
