package irb.step;

/// Leads to servers that only another host reaches: what `via` of a target asks for.
@FunctionalInterface
public interface Gateway {
  /// There is no way to any other network.
  Gateway NONE =
      (via, _, _, _) -> {
        throw new ClosedException(
            Reason.UNREACHABLE, "nothing here can go through '" + via.name() + "'");
      };

  /// The port of this machine's loopback address that leads to `host:port` as `via` sees it; it
  /// stays open as long as the sessions of `call`.
  int port(Target.Ssh via, String host, int port, Call call)
      throws ClosedException, InterruptedException;

  /// A way that could not be opened; nothing was sent over it.
  final class ClosedException extends Exception {
    private static final long serialVersionUID = 1;
    private final Reason reason;

    public ClosedException(Reason reason, String why) {
      super(why);
      this.reason = reason;
    }

    public Reason reason() {
      return reason;
    }

    /// One sentence for people.
    public String why() {
      return String.valueOf(getMessage());
    }
  }
}
