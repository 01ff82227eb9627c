package irb.journal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A log that cannot be written or must not be trusted; the message says what to do.
public final class JournalException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean fatal;

  private JournalException(String message, @Nullable Throwable cause, boolean fatal) {
    super(message, cause);
    this.fatal = fatal;
  }

  static JournalException refused(String message) {
    return new JournalException(message, null, false);
  }

  static JournalException refused(String message, Throwable cause) {
    return new JournalException(message + reason(cause), cause, false);
  }

  static JournalException fatal(String message, @Nullable Throwable cause) {
    return new JournalException(message + reason(cause), cause, true);
  }

  /// A log that its own hashes contradict.
  public static JournalException corrupt(Verdict.Corrupt verdict) {
    return refused(verdict.text());
  }

  /// A log that cannot be read.
  public static JournalException unreadable(Path log, Throwable cause) {
    return refused("The log " + log + " cannot be read; check the disk.", cause);
  }

  /// Whether the journal that threw this writes nothing more.
  public boolean fatal() {
    return fatal;
  }

  private static String reason(@Nullable Throwable cause) {
    return cause == null ? "" : " (" + cause + ")";
  }
}
