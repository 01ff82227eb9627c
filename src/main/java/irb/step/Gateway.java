package irb.step;

import java.util.Optional;

/// Leads to servers that only another host reaches: what `via` of a target asks for.
@FunctionalInterface
public interface Gateway {
  /// There is no way to any other network.
  Gateway NONE =
      (via, _, _, _) -> {
        throw new ClosedException(
            Reason.UNREACHABLE, "nothing here can go through '" + via.name() + "'");
      };

  /// The way to `host:port` as `via` sees it; it stays open as long as the sessions of `call`.
  Way way(Target.Ssh via, String host, int port, Call call)
      throws ClosedException, InterruptedException;

  /// The way to a server that is reached through `via`; empty for one that is reached from here.
  static Optional<Way> to(Optional<Target.Ssh> via, String host, int port, Call call)
      throws ClosedException, InterruptedException {
    return via.isEmpty()
        ? Optional.empty()
        : Optional.of(call.sessions().gateway().way(via.get(), host, port, call));
  }

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

    /// The outcome of an action on `target` that could not begin.
    public Outcome outcome(Call call, String target) {
      return call.stop().asked().isPresent()
          ? call.cutShort(false, why(), java.util.Map.of())
          : new Outcome.Fault(reason, target + " cannot be reached: " + why());
    }
  }
}
