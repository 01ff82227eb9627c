package irb.step;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A way to a port of this machine, as an SSH host would open it to a server of its own.
public final class Passage implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Way way = new Way(door.getLocalPort(), Way.newKey());
  private final int to;

  /// Leads to the port `to`.
  public Passage(int to) throws IOException {
    this.to = to;
    Thread.ofVirtual().start(this::serve);
  }

  public Way way() {
    return way;
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        // the test is over
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      if (way.admits(client.getInputStream())) {
        pass(client);
      }
    } catch (IOException _) {
      // one of the two has ended the connection
    }
  }

  private void pass(Socket client) throws IOException {
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), to);
    } catch (IOException e) {
      Way.refuse(client.getOutputStream(), "nobody is behind the passage");
      return;
    }
    try (server) {
      Way.open(client.getOutputStream());
      Thread.ofVirtual().start(() -> copy(client, server));
      server.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      // the other direction ends as well
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
