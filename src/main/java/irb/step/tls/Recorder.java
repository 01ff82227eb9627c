package irb.step.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Lets every certificate pass, and remembers it with what speaks against it. Nothing is ever sent
/// over a connection that was made with it.
final class Recorder extends X509ExtendedTrustManager {
  private final Authorities authorities;
  private volatile @Nullable Presented presented;

  Recorder(Authorities authorities) {
    this.authorities = authorities;
  }

  /// Empty before the server has presented anything.
  Optional<Presented> presented() {
    return Optional.ofNullable(presented);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String exchange, Socket socket) {
    var protocol = ((SSLSocket) socket).getHandshakeSession().getProtocol();
    presented = authorities.judge(chain, exchange, socket, protocol);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String exchange, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("only sockets are used");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String exchange)
      throws CertificateException {
    throw new CertificateException("only sockets are used");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String exchange, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String exchange, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String exchange)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
