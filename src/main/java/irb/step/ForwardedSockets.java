package irb.step;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/// Makes sockets that lead to a forwarded port of this machine, whatever address they are told; the
/// names that TLS checks stay those of the server.
public final class ForwardedSockets extends SocketFactory {
  private final int port;

  public ForwardedSockets(int port) {
    this.port = port;
  }

  /// For drivers that are given the name of this class and a text, e.g. `40123`.
  public ForwardedSockets(String port) {
    this(Integer.parseInt(port));
  }

  @Override
  public Socket createSocket() {
    return new Forwarded(port);
  }

  @Override
  public Socket createSocket(String host, int ignored) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(String host, int ignored, InetAddress local, int localPort)
      throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int ignored) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int ignored, InetAddress local, int localPort)
      throws IOException {
    return connected();
  }

  private Socket connected() throws IOException {
    var socket = createSocket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static final class Forwarded extends Socket {
    private final int port;

    Forwarded(int port) {
      this.port = port;
    }

    @Override
    public void connect(SocketAddress ignored, int timeout) throws IOException {
      super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
    }
  }
}
