package irb.step.http;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Outcome.Fault;
import irb.step.Reason;
import irb.web.Peer;
import java.net.InetAddress;
import mockwebserver3.MockWebServer;
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
}
