package irb.drill;

import irb.step.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A real TLS server on a free port of this machine, with a certificate made for the drill; it says
/// nothing beyond the handshake.
final class TlsSandbox implements Sandbox {
  private static final String HOST = "127.0.0.1";

  private final String name;
  private final DrillCertificates certificates;
  private final Path ca;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private volatile Plan.Tls plan;
  private volatile SSLContext context;
  private @Nullable ServerSocket server;
  private int port;

  private TlsSandbox(String name, Plan.Tls plan, Path ca, DrillCertificates certificates) {
    this.name = name;
    this.plan = plan;
    this.ca = ca;
    this.certificates = certificates;
    this.context = certificates.presenting(plan);
  }

  static TlsSandbox start(String name, Plan.Tls plan, Workspace workspace, InstantSource clock)
      throws SandboxException {
    var certificates = new DrillCertificates(clock);
    var ca = workspace.of(name).resolve("ca.pem");
    try {
      Files.writeString(ca, certificates.authority());
    } catch (IOException e) {
      throw new SandboxException("the certificate of '" + name + "' cannot be written", e);
    }
    var sandbox = new TlsSandbox(name, plan, ca, certificates);
    sandbox.start();
    return sandbox;
  }

  /// Starts it, again on the same port when it ran before.
  void start() throws SandboxException {
    try {
      var started = new ServerSocket(port, 50, InetAddress.ofLiteral(HOST));
      server = started;
      port = started.getLocalPort();
      Thread.ofVirtual().start(() -> accept(started));
    } catch (IOException e) {
      throw new SandboxException("no TLS server can be started for '" + name + "'", e);
    }
  }

  int port() {
    return port;
  }

  void stop() {
    var running = server;
    server = null;
    if (running != null) {
      closeQuietly(running);
      clients.forEach(TlsSandbox::closeQuietly);
    }
  }

  /// Presents another certificate from now on.
  void present(Plan.Tls other) {
    plan = other;
    context = certificates.presenting(other);
  }

  Plan.Tls plan() {
    return plan;
  }

  private void accept(ServerSocket started) {
    while (!started.isClosed()) {
      try {
        var client = started.accept();
        clients.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        // it was stopped
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var tls =
            (SSLSocket)
                context.getSocketFactory().createSocket(client, HOST, client.getPort(), true)) {
      tls.setUseClientMode(false);
      tls.startHandshake();
      while (tls.getInputStream().read() >= 0) {
        // whatever is said, there is no answer
      }
    } catch (IOException _) {
      // the client has gone, or wants another protocol
    } finally {
      clients.remove(client);
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception _) {
      // it is closed all the same
    }
  }

  @Override
  public @Nullable Target target() {
    return null;
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("host", HOST, "port", Integer.toString(port), "ca", ca.toString());
  }

  @Override
  public String words() {
    return "a TLS server on port " + port + ", " + plan.words();
  }

  @Override
  public boolean isReal() {
    return true;
  }

  @Override
  public List<String> unexpected() {
    return List.of();
  }

  @Override
  public void close() {
    stop();
  }
}
