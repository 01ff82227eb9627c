package irb.step.tls;

import irb.expr.ExpressionException;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Evidence;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.Operator;
import irb.step.Outcome;
import irb.step.Sessions;
import irb.step.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes executors from YAML and runs them.
final class Looks {
  private Looks() {}

  static Executor executor(String yaml) throws ExpressionException {
    return executor(yaml, Map.of());
  }

  static Executor executor(String yaml, Map<String, ?> values) throws ExpressionException {
    return Fixtures.action(new TlsStep(InstantSource.fixed(Certificates.NOW)), yaml)
        .executor(Fixtures.rendering(values), Optional.empty());
  }

  static Outcome run(String yaml) throws Exception {
    return run(executor(yaml), Duration.ofSeconds(20), Evidence.NONE);
  }

  static Outcome run(Executor executor, Duration timeout, Evidence evidence) throws Exception {
    try (var sessions = new Sessions()) {
      return executor.run(
          new Call(
              "step",
              "title",
              Mode.READ,
              timeout,
              OptionalLong.empty(),
              new Stop(),
              sessions,
              "test/1",
              Operator.NOBODY,
              evidence));
    }
  }

  /// A file that trusts the authority of [Certificates].
  static Path ca(Path folder) throws IOException {
    return Files.writeString(folder.resolve("ca.pem"), Certificates.AUTHORITY.certificatePem());
  }
}
