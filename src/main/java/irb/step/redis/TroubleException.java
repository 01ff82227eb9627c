package irb.step.redis;

/// A connection that could not be made.
final class TroubleException extends Exception {
  private static final long serialVersionUID = 1;
  private final transient Trouble trouble;

  TroubleException(Trouble trouble) {
    super(trouble.why());
    this.trouble = trouble;
  }

  Trouble trouble() {
    return trouble;
  }
}
