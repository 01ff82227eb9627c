package irb.step.tls;

import irb.step.Call;
import irb.step.Detached;
import irb.step.Executor;
import irb.step.Outcome;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Looks at one certificate; it sends nothing but the beginning of a TLS handshake.
final class TlsExecutor implements Executor {
  private final Origin origin;
  private final Optional<Path> ca;
  private final InstantSource clock;

  TlsExecutor(Origin origin, Optional<Path> ca, InstantSource clock) {
    this.origin = origin;
    this.ca = ca;
    this.clock = clock;
  }

  @Override
  public String text() {
    return origin.text() + ca.map(c -> ", trusting the authorities in " + c).orElse("");
  }

  /// What was seen, and how that ends the step.
  private record Seen(Outcome outcome, List<X509Certificate> chain) {}

  @Override
  public Outcome run(Call call) throws InterruptedException {
    var line = new Line();
    var seen = Detached.run(call, "tls", line::close, () -> look(line, call.timeout()));
    if (seen.isEmpty()) {
      return Detached.givenUp(call);
    }
    if (call.evidence().isWanted()) {
      seen.get().chain().forEach(c -> call.evidence().write(Pem.text(c)));
    }
    return seen.get().outcome();
  }

  private Seen look(Line line, Duration timeout) {
    try {
      var trusted = ca.isPresent() ? CertificateFile.read(ca.get()) : List.<X509Certificate>of();
      var authorities = Authorities.with(trusted);
      var presented =
          switch (origin) {
            case Origin.Server server -> new Handshake(server, authorities).over(line, timeout);
            case Origin.InFile(var path) -> authorities.judge(CertificateFile.read(path));
          };
      var report = new Report(presented, clock.instant());
      return new Seen(new Outcome.Ok(report.fields()), presented.chain());
    } catch (LookException e) {
      return new Seen(new Outcome.Fault(e.reason(), e.why()), List.of());
    }
  }
}
