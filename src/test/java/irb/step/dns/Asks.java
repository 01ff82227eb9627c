package irb.step.dns;

import irb.expr.ExpressionException;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Sessions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes executors from YAML and runs them; each try is short, and no real resolver is asked.
final class Asks {
  static final Duration WAIT = Duration.ofMillis(400);

  private Asks() {}

  static Executor executor(String yaml, Map<String, ?> values, InetSocketAddress... resolvers)
      throws ExpressionException {
    var given = new Resolvers(() -> Arrays.asList(resolvers), List.of(WAIT, WAIT));
    return Fixtures.action(new DnsStep(given), yaml)
        .executor(Fixtures.rendering(values), Optional.empty());
  }

  /// `yaml` without its server, which is `server`.
  static Outcome ask(NameServer server, String yaml) throws Exception {
    return run(executor(yaml.replace("}", ", server: '" + server.text() + "'}"), Map.of()));
  }

  static Outcome run(Executor executor) throws Exception {
    try (var sessions = new Sessions()) {
      return executor.run(Fixtures.call(Mode.READ, sessions));
    }
  }
}
