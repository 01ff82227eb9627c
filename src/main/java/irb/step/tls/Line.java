package irb.step.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The connection to a server; closing it from another thread ends whatever it waits for.
final class Line implements AutoCloseable {
  private static final Duration MOST_CONNECTING = Duration.ofSeconds(10);
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final List<Socket> sockets = new ArrayList<>();
  private boolean closed;

  /// A connection to the first of the addresses of `host` that accepts one; where none does, the
  /// first one's trouble is thrown.
  Socket connect(String host, int port, Duration timeout) throws IOException {
    // whoever watches over `timeout` is to be the one who says that it was too long
    var patience = (int) least(timeout.plus(SLACK), MOST_CONNECTING).toMillis();
    IOException first = null;
    for (var address : InetAddress.getAllByName(host)) {
      var socket = kept(new Socket(Proxy.NO_PROXY));
      try {
        socket.connect(new InetSocketAddress(address, port), patience);
        return socket;
      } catch (IOException e) {
        socket.close();
        first = first == null ? e : first;
      }
    }
    throw first == null ? new SocketException("it has no address") : first;
  }

  private synchronized Socket kept(Socket socket) throws IOException {
    sockets.add(socket);
    if (closed) {
      socket.close();
    }
    return socket;
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (var socket : sockets) {
      try {
        socket.close();
      } catch (IOException _) {
        // it is of no use any more, closed or not
      }
    }
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
