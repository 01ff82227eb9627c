package irb.terminal;

import irb.expr.Masker;
import java.io.IOException;
import java.io.Writer;

/// A stream with every secret masked, also one that comes in several pieces.
///
/// Lines go out when they are whole; a flush writes the incomplete one as well, but for an end that
/// could be the beginning of a secret. [#end] and [#close] write everything.
public final class MaskingWriter extends Writer {
  private final Writer out;
  private final Masker masker;
  private final StringBuilder pending = new StringBuilder();

  public MaskingWriter(Writer out, Masker masker) {
    this.out = out;
    this.masker = masker;
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    synchronized (lock) {
      pending.append(text, from, length);
      if (pending.lastIndexOf("\n") >= 0) {
        // not simply up to the newline: a secret may have several lines
        release(masker.settled(pending.toString()));
      }
    }
  }

  @Override
  public void flush() throws IOException {
    synchronized (lock) {
      release(masker.settled(pending.toString()));
      out.flush();
    }
  }

  /// Writes what was held back: nothing more will come.
  public void end() throws IOException {
    synchronized (lock) {
      release(pending.length());
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      end();
      out.close();
    }
  }

  private void release(int length) throws IOException {
    out.write(masker.mask(pending.substring(0, length)));
    pending.delete(0, length);
  }
}
