package irb.step.tls;

import irb.expr.Visible;
import irb.step.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// A file of certificates, PEM or DER; nothing of its content is ever shown, since a private key
/// may stand beside them.
final class CertificateFile {
  private static final int MOST_BYTES = 1 << 20;

  private CertificateFile() {}

  /// Its certificates in the order of the file; there is at least one.
  static List<X509Certificate> read(Path path) throws LookException {
    var name = Visible.line(path.toString());
    var bytes = bytes(path, name);
    if (bytes.length == 0) {
      throw invalid(name, "is empty");
    }
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains("-----BEGIN ") ? pem(text, name) : der(bytes, name);
  }

  private static byte[] bytes(Path path, String name) throws LookException {
    try {
      if (!Files.isRegularFile(path)) {
        throw Files.exists(path)
            ? invalid(name, "is no ordinary file")
            : new LookException(Reason.NOT_FOUND, "there is no file " + name);
      }
      try (var in = Files.newInputStream(path)) {
        var bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw new LookException(Reason.LIMIT, "the file " + name + " is larger than 1 MiB");
        }
        return bytes;
      }
    } catch (NoSuchFileException _) {
      throw new LookException(Reason.NOT_FOUND, "there is no file " + name);
    } catch (AccessDeniedException _) {
      throw new LookException(Reason.REFUSED, "the file " + name + " may not be read");
    } catch (IOException e) {
      throw invalid(name, "cannot be read: " + Handshake.words(e));
    }
  }

  private static List<X509Certificate> pem(String text, String name) throws LookException {
    var certificates = new ArrayList<X509Certificate>();
    var blocks = Pem.blocks(text);
    for (var block : blocks) {
      if (block.isCertificate()) {
        certificates.addAll(
            decoded(block.content(), name, "certificate " + (certificates.size() + 1)));
      }
    }
    if (certificates.isEmpty()) {
      throw invalid(
          name,
          blocks.stream().anyMatch(b -> b.label().endsWith("PRIVATE KEY"))
              ? "holds a private key and no certificate"
              : "holds no certificate");
    }
    return certificates;
  }

  private static List<X509Certificate> der(byte[] bytes, String name) throws LookException {
    var certificates = decoded(bytes, name, "");
    if (certificates.isEmpty()) {
      throw invalid(name, "holds no certificate");
    }
    return certificates;
  }

  private static List<X509Certificate> decoded(byte[] bytes, String name, String which)
      throws LookException {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException _) {
      throw invalid(
          name,
          which.isEmpty()
              ? "holds no certificate, neither as PEM nor as DER"
              : "holds a certificate that cannot be read: " + which);
    }
  }

  private static LookException invalid(String name, String why) {
    return new LookException(Reason.INVALID, "the file " + name + " " + why);
  }
}
