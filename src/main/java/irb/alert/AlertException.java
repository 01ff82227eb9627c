package irb.alert;

/// A text that holds no alert; the message says what is wrong with it.
public final class AlertException extends Exception {
  private static final long serialVersionUID = 1;

  AlertException(String message) {
    super(message);
  }
}
