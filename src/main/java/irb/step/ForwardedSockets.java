package irb.step;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/// Makes sockets that go one [Way], whatever address they are told; the names that TLS checks stay
/// those of the server.
public final class ForwardedSockets extends SocketFactory {
  private final Way way;

  public ForwardedSockets(Way way) {
    this.way = way;
  }

  /// For drivers that are given the name of this class and a text, which is that of a [Way].
  public ForwardedSockets(String way) {
    this(Way.parse(way));
  }

  @Override
  public Socket createSocket() {
    return new Forwarded(way);
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
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), way.port()));
    return socket;
  }

  private static final class Forwarded extends Socket {
    private final Way way;

    Forwarded(Way way) {
      this.way = way;
    }

    @Override
    public void connect(SocketAddress ignored, int timeout) throws IOException {
      super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), way.port()), timeout);
      var before = getSoTimeout();
      setSoTimeout(timeout);
      way.enter(this);
      setSoTimeout(before);
    }
  }
}
