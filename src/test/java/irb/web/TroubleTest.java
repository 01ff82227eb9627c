package irb.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class TroubleTest {
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
