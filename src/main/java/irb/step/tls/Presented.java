package irb.step.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// The certificates that were presented, the one of the server itself first, and what the JDK says
/// against them: `distrust` against the chain or the name, `mismatch` against the name alone.
record Presented(
    List<X509Certificate> chain,
    Optional<String> protocol,
    Optional<CertificateException> distrust,
    Optional<CertificateException> mismatch) {
  Presented {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("no certificate");
    }
  }

  X509Certificate own() {
    return chain.getFirst();
  }
}
