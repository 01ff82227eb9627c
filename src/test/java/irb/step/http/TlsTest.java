package irb.step.http;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Outcome.Fault;
import irb.step.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import mockwebserver3.MockWebServer;
import okhttp3.HttpUrl;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class TlsTest {
  @Test
  void aSelfSignedCertificateIsRefusedBeforeAnythingIsSent() throws Exception {
    var certificate = new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    var held = new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    try (var server = new MockWebServer()) {
      server.useHttps(held.sslSocketFactory());
      server.start(InetAddress.getLoopbackAddress(), 0);

      var outcome = Requests.write("{post: /pool}", "https://127.0.0.1:" + server.getPort());

      assertThat(outcome).isInstanceOf(Fault.class);
      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.TLS);
      assertThat(outcome.why())
          .isEqualTo(
              "no secure connection to 127.0.0.1:"
                  + server.getPort()
                  + ": its certificate is not signed by an authority that this machine trusts");
    }
  }

  @Test
  void aPeerWithoutTlsIsToldApart() throws Exception {
    Peer.Script script =
        (_, socket) -> {
          Peer.send(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
          Peer.hold(socket);
        };
    try (var peer = new Peer(script)) {
      var outcome = Requests.read("{get: /}", peer.url().replace("http:", "https:"));

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.TLS);
      assertThat(outcome.why())
          .isEqualTo(
              "no secure connection to 127.0.0.1:" + peer.port() + ": it does not speak TLS");
    }
  }

  @Test
  void theReasonIsSaidInWords() {
    assertThat(words(caused(new CertificateExpiredException("x")))).endsWith("has expired");
    assertThat(words(caused(new CertificateNotYetValidException("x"))))
        .endsWith("its certificate is not valid yet");
    assertThat(words(new SSLPeerUnverifiedException("Hostname x not verified:\n  and more")))
        .endsWith("its certificate is for another host");
    assertThat(words(new SSLHandshakeException("Received fatal alert: handshake_failure\nmore")))
        .isEqualTo("no secure connection to x:443: Received fatal alert: handshake_failure");
  }

  private static IOException caused(Exception cause) {
    return new SSLHandshakeException("PKIX path validation failed", cause);
  }

  private static String words(IOException e) {
    return Trouble.of(e, HttpUrl.get("https://x/"), false).why();
  }
}
