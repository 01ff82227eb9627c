package irb.drill;

/// A sandbox or a fault could not be made; the message says what was tried and what came of it.
public final class SandboxException extends Exception {
  private static final long serialVersionUID = 1;

  SandboxException(String message) {
    super(message);
  }

  SandboxException(String message, Throwable cause) {
    super(message + ": " + sentence(cause), cause);
  }

  String why() {
    return String.valueOf(getMessage());
  }

  private static String sentence(Throwable cause) {
    var message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message.strip();
  }
}
