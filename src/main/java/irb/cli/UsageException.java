package irb.cli;

import irb.engine.Exit;

/// A command that cannot be carried out as it was given; the message says what to do instead.
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  private final Exit exit;

  UsageException(String message) {
    this(Exit.USAGE, message);
  }

  UsageException(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }

  Exit exit() {
    return exit;
  }
}
