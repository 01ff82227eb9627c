package irb.step.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/// Certificates for tests, made when they are wanted.
final class Certificates {
  /// One moment for all of a test; the JDK checks validity by the real time.
  @SuppressWarnings("TimeInStaticInitializer")
  static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  static final HeldCertificate AUTHORITY = authority("Drill CA").build();

  private Certificates() {}

  static HeldCertificate.Builder authority(String name) {
    return valid(-1, 3650).commonName(name).certificateAuthority(1);
  }

  /// For `names`, with days of validity before and after now.
  static HeldCertificate.Builder valid(int from, int to) {
    return new HeldCertificate.Builder()
        .ecdsa256()
        .validityInterval(
            NOW.plus(Duration.ofDays(from)).toEpochMilli(),
            NOW.plus(Duration.ofDays(to)).plusSeconds(60).toEpochMilli());
  }

  static HeldCertificate.Builder server(int from, int to, String... names) {
    var builder = valid(from, to).commonName("api").signedBy(AUTHORITY);
    for (var name : names) {
      builder.addSubjectAlternativeName(name);
    }
    return builder;
  }

  static HandshakeCertificates presenting(HeldCertificate own, HeldCertificate... chain) {
    var above = new java.security.cert.X509Certificate[chain.length];
    for (var i = 0; i < chain.length; i++) {
      above[i] = chain[i].certificate();
    }
    return new HandshakeCertificates.Builder().heldCertificate(own, above).build();
  }
}
