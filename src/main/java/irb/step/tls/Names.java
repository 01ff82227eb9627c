package irb.step.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// The hosts that a certificate is for: the names and addresses of its subject alternative name.
final class Names {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private Names() {}

  /// In the order of the certificate; none when it cannot be read.
  static List<String> of(X509Certificate certificate) {
    var names = new ArrayList<String>();
    try {
      var alternatives = certificate.getSubjectAlternativeNames();
      for (var name : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (name.get(0) instanceof Integer kind
            && (kind == DNS_NAME || kind == IP_ADDRESS)
            && name.get(1) instanceof String text) {
          names.add(text);
        }
      }
    } catch (CertificateParsingException _) {
      // the chain is judged as a whole, and this is part of it
    }
    return List.copyOf(names);
  }
}
