package irb.step.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.xbill.DNS.ResolverConfig;

/// Whom an action asks that names no server, and how long each try of anybody waits for an answer.
record Resolvers(Supplier<List<InetSocketAddress>> servers, List<Duration> waits) {
  private static final List<Duration> WAITS =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(5));

  Resolvers {
    waits = List.copyOf(waits);
  }

  /// Those in `/etc/resolv.conf` and its like; not `/etc/hosts`, which name servers do not know.
  static Resolvers ofThisMachine() {
    return new Resolvers(() -> ResolverConfig.getCurrentConfig().servers(), WAITS);
  }
}
