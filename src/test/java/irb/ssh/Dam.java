package irb.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Stands between a client and a server and lets only so many bytes of the server's through; then
/// it is silent, and closes nothing.
final class Dam implements AutoCloseable {
  private final ServerSocket listening;
  private final int port;
  private final long most;
  private final AtomicLong passed = new AtomicLong();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  Dam(int port, long most) throws IOException {
    this.port = port;
    this.most = most;
    this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /// How many bytes the server has sent.
  long passed() {
    return passed.get();
  }

  /// How many clients are still connected.
  long connected() {
    return open.stream().filter(s -> !s.isClosed()).count();
  }

  private void accept() {
    try {
      while (true) {
        var client = listening.accept();
        open.add(client);
        var server = new Socket();
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.startVirtualThread(() -> pump(client, server, Long.MAX_VALUE, new AtomicLong()));
        Thread.startVirtualThread(() -> pump(server, client, most, passed));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private static void pump(Socket from, Socket to, long most, AtomicLong counted) {
    var bytes = new byte[8192];
    try {
      for (var n = from.getInputStream().read(bytes);
          n >= 0;
          n = from.getInputStream().read(bytes)) {
        var more = (int) Math.min(n, Math.max(0, most - counted.getAndAdd(n)));
        to.getOutputStream().write(bytes, 0, more);
      }
    } catch (IOException _) {
      // one of the two is gone
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // it is closed
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    open.forEach(Dam::close);
  }
}
