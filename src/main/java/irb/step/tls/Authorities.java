package irb.step.tls;

import irb.step.Reason;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Whose signature counts: the JDK's own check, with the authorities that Java trusts and a few
/// more.
final class Authorities {
  /// How a chain without a handshake was made, as the JDK calls it.
  private static final String ANY_EXCHANGE = "UNKNOWN";

  private final X509ExtendedTrustManager check;

  private Authorities(X509ExtendedTrustManager check) {
    this.check = check;
  }

  static Authorities with(Collection<X509Certificate> more) throws LookException {
    try {
      var java = check(null);
      if (more.isEmpty()) {
        return new Authorities(java);
      }
      var all = store(more);
      for (var authority : java.getAcceptedIssuers()) {
        add(all, authority);
      }
      return new Authorities(check(all));
    } catch (GeneralSecurityException | IOException e) {
      throw new LookException(
          Reason.TLS, "the authorities that Java trusts cannot be read: " + e.getMessage());
    }
  }

  /// What is wrong with a chain that no server presented; it is for no host in particular.
  Presented judge(List<X509Certificate> chain) {
    var distrust =
        complaint(
            () -> check.checkServerTrusted(chain.toArray(X509Certificate[]::new), ANY_EXCHANGE));
    return new Presented(chain, Optional.empty(), distrust, Optional.empty());
  }

  /// What is wrong with `chain`, which the server at the other end of `socket` presents.
  Presented judge(X509Certificate[] chain, String exchange, Socket socket, String protocol) {
    var distrust = complaint(() -> check.checkServerTrusted(chain, exchange, socket));
    var mismatch =
        distrust.isEmpty() ? distrust : complaint(() -> checkName(chain[0], exchange, socket));
    return new Presented(Arrays.asList(chain), Optional.of(protocol), distrust, mismatch);
  }

  /// A certificate that is its own authority is beyond doubt but for the name.
  private static void checkName(X509Certificate own, String exchange, Socket socket)
      throws CertificateException {
    try {
      check(store(List.of(own))).checkServerTrusted(new X509Certificate[] {own}, exchange, socket);
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException | IOException e) {
      throw new CertificateException(e);
    }
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private static Optional<CertificateException> complaint(Check check) {
    try {
      check.run();
      return Optional.empty();
    } catch (CertificateException e) {
      return Optional.of(e);
    }
  }

  private static KeyStore store(Collection<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (var authority : authorities) {
      add(store, authority);
    }
    return store;
  }

  private static void add(KeyStore store, X509Certificate authority)
      throws GeneralSecurityException {
    store.setCertificateEntry(Integer.toString(store.size()), authority);
  }

  /// The JDK's check by the authorities in `store`; by its own without one.
  private static X509ExtendedTrustManager check(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    for (var manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager check) {
        return check;
      }
    }
    throw new GeneralSecurityException("no PKIX");
  }
}
