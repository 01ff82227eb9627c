package irb.drill;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/// Makes certificates for a drill, signed by an authority that exists for it alone.
final class DrillCertificates {
  private static final Duration LONG = Duration.ofDays(36_500);
  private static final Duration SLACK = Duration.ofHours(1);

  private final InstantSource clock;
  private final HeldCertificate authority;

  DrillCertificates(InstantSource clock) {
    this.clock = clock;
    this.authority =
        validUntil(clock.instant().plus(LONG))
            .commonName("irb drill authority")
            .certificateAuthority(0)
            .build();
  }

  /// What trusts it, as PEM.
  String authority() {
    return authority.certificatePem();
  }

  /// A server that presents a certificate as `plan` has it.
  SSLContext presenting(Plan.Tls plan) {
    // an hour more than whole days, so that a slow run counts the same days
    var end = clock.instant().plus(Duration.ofDays(plan.daysLeft())).plus(SLACK);
    var certificate = validUntil(end).commonName("irb drill");
    plan.names().forEach(certificate::addSubjectAlternativeName);
    if (!plan.selfSigned()) {
      certificate.signedBy(authority);
    }
    return new HandshakeCertificates.Builder()
        .heldCertificate(certificate.build())
        .build()
        .sslContext();
  }

  private HeldCertificate.Builder validUntil(Instant end) {
    return new HeldCertificate.Builder()
        .ecdsa256()
        .validityInterval(clock.instant().minus(LONG).toEpochMilli(), end.toEpochMilli());
  }
}
