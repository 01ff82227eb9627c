package irb.ssh;

import irb.step.Outcome.Fault;
import irb.step.Reason;

/// Why a host cannot be connected to; nothing was done on it.
public final class SshException extends Exception {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  SshException(Reason reason, String why) {
    super(why);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public String why() {
    return String.valueOf(getMessage());
  }

  /// The outcome of an action that needed the host.
  public Fault fault() {
    return new Fault(reason, why());
  }
}
