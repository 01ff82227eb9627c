package irb.step.tls;

import irb.source.Findings;
import irb.source.Node;
import irb.step.StepType;
import java.time.InstantSource;
import java.util.Optional;

/// The step type `tls`: looks at a certificate.
public final class TlsStep implements StepType {
  private final InstantSource clock;

  /// Days are counted from the time of `clock`.
  public TlsStep(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String key() {
    return "tls";
  }

  @Override
  public String help() {
    return "looks at the certificate of a server or in a file: days_left, and problem, which is"
        + " empty when it is verified";
  }

  @Override
  public String example() {
    return """
    - id: certificate
      verify: The certificate is good for another 30 days
      tls: {host: api.example.com}
      expect: result.verified && result.days_left > 30
    """;
  }

  @Override
  public Optional<TlsAction> read(Node node, Findings findings) {
    return new TlsReader(clock, findings).read(node);
  }
}
