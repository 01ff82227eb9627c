package irb.step.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/// A server on loopback that does to each of its connections what a test says.
final class Peer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> names = new CopyOnWriteArrayList<>();
  private final CountDownLatch connected = new CountDownLatch(1);
  private final AtomicInteger serving = new AtomicInteger();

  /// What happens to a connection; it is closed when the script returns.
  interface Script {
    void serve(Peer peer, Socket socket) throws IOException;
  }

  Peer(Script script) throws IOException {
    Thread.ofVirtual().start(() -> accept(script));
  }

  /// One that presents `own` with `chain`.
  static Peer presenting(HeldCertificate own, HeldCertificate... chain) throws IOException {
    var certificates = Certificates.presenting(own, chain);
    return new Peer((peer, socket) -> peer.shakeHands(socket, certificates, false));
  }

  void shakeHands(Socket socket, HandshakeCertificates certificates, boolean mutual)
      throws IOException {
    var factory = certificates.sslContext().getSocketFactory();
    try (var tls = (SSLSocket) factory.createSocket(socket, null, socket.getPort(), true)) {
      tls.setUseClientMode(false);
      tls.setNeedClientAuth(mutual);
      var parameters = tls.getSSLParameters();
      parameters.setSNIMatchers(
          List.of(
              new javax.net.ssl.SNIMatcher(0) {
                @Override
                public boolean matches(javax.net.ssl.SNIServerName name) {
                  names.add(new String(name.getEncoded(), java.nio.charset.StandardCharsets.UTF_8));
                  return true;
                }
              }));
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      hold(tls);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /// The names that clients asked for.
  List<String> names() {
    return List.copyOf(names);
  }

  void awaitConnection() throws InterruptedException {
    if (!connected.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody came");
    }
  }

  boolean atRest() {
    return serving.get() == 0;
  }

  /// Reads until the other side is gone.
  static void hold(Socket socket) throws IOException {
    var in = socket.getInputStream();
    while (in.read() >= 0) {
      // wait for the end
    }
  }

  private void accept(Script script) {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        serving.incrementAndGet();
        connected.countDown();
        Thread.ofVirtual().start(() -> serve(script, socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Script script, Socket socket) {
    try (socket) {
      script.serve(this, socket);
    } catch (IOException _) {
      // the client has gone
    } finally {
      serving.decrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
