package irb.step.tls;

import irb.step.Reason;

/// There is no certificate to look at; the message is one sentence for people.
final class LookException extends Exception {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  LookException(Reason reason, String why) {
    super(why);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
