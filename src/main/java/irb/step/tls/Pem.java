package irb.step.tls;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Text with Base64 between lines of dashes (RFC 7468), as certificates are kept in files.
record Pem(String label, String body) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int LONGEST_LABEL = 40;

  /// All blocks of `text`, in order.
  static List<Pem> blocks(String text) {
    var blocks = new ArrayList<Pem>();
    var at = text.indexOf(BEGIN);
    while (at >= 0) {
      var from = at + BEGIN.length();
      var labelEnd = text.indexOf(DASHES, from);
      var end = labelEnd < 0 ? -1 : text.indexOf(END, labelEnd);
      if (end < 0 || labelEnd - from > LONGEST_LABEL) {
        return blocks;
      }
      var body = text.substring(labelEnd + DASHES.length(), end);
      blocks.add(new Pem(text.substring(from, labelEnd), body));
      at = text.indexOf(BEGIN, end);
    }
    return blocks;
  }

  static String text(X509Certificate certificate) {
    try {
      var lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
      return BEGIN
          + "CERTIFICATE-----\n"
          + new String(lines.encode(certificate.getEncoded()), StandardCharsets.US_ASCII)
          + "\n"
          + END
          + "CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e); // it was decoded from these very bytes
    }
  }

  boolean isCertificate() {
    return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
  }

  /// What stands between its lines; nothing when that is not Base64.
  byte[] content() {
    try {
      return Base64.getMimeDecoder().decode(body);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }
}
