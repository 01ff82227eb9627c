package irb.engine;

import java.util.List;

/// Hears every event of a run, in order.
@FunctionalInterface
public interface Listener {
  /// Several events at once belong together; the log writes them by one force.
  void on(List<Event> events) throws LogLostException;

  /// The log could not be written; nothing may be started any more.
  final class LogLostException extends Exception {
    private static final long serialVersionUID = 1;

    public LogLostException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
