package irb.step.tls;

import static irb.schema.Field.field;
import static irb.schema.Rule.exactlyOne;
import static irb.schema.Rule.excludes;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.text;
import static irb.schema.Schema.whole;

import irb.schema.Schema;
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
  public Schema schema() {
    return fields(
            "tls action",
            field("host", text().like("api.example.com"), "the server, by name or address"),
            field("port", whole(1).atMost(65_535).orValue(), "443 when it is not written"),
            field("server_name", text().like("api.example.com"), "the name to ask for, else host"),
            field("file", text().like("/etc/ssl/api.pem"), "a certificate file, PEM or DER"),
            field("ca", text().like("/etc/ssl/ca.pem"), "the authorities to trust, else Java's"))
        .with(exactlyOne("host", "file"), excludes("file", "port", "server_name"));
  }

  @Override
  public Optional<TlsAction> read(Node node, Findings findings) {
    return new TlsReader(clock, findings).read(node);
  }
}
