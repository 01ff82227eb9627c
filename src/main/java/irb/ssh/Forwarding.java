package irb.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import irb.step.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// A port of this machine that leads through an SSH host to one server; nobody but this program can
/// use it.
final class Forwarding implements AutoCloseable {
  private static final int KEY_MILLIS = 2_000;

  private final String through;
  private final String host;
  private final int port;
  private volatile @Nullable Session session;
  private @Nullable ServerSocket door;
  private @Nullable Way way;

  /// `through` names the SSH host in messages.
  Forwarding(String through, String host, int port) {
    this.through = through;
    this.host = host;
    this.port = port;
  }

  /// The way over `connected`, which is the connection to the SSH host as it is now.
  synchronized Way over(Session connected) throws IOException {
    session = connected;
    var known = way;
    if (known != null) {
      return known;
    }
    var opened = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var made = new Way(opened.getLocalPort(), Way.newKey());
    door = opened;
    way = made;
    Thread.ofVirtual().name("to " + host + ":" + port).start(() -> serve(opened, made));
    return made;
  }

  private void serve(ServerSocket opened, Way to) {
    while (!opened.isClosed()) {
      try {
        var client = opened.accept();
        Thread.ofVirtual().start(() -> serve(client, to));
      } catch (IOException _) {
        // closed, which ends the loop; or a client that left again
      }
    }
  }

  private void serve(Socket client, Way to) {
    try (client) {
      client.setSoTimeout(KEY_MILLIS);
      if (to.admits(client.getInputStream())) {
        client.setSoTimeout(0);
        client.setTcpNoDelay(true);
        pass(client);
      }
    } catch (IOException _) {
      // one of the two ended the connection, and the other hears of it by its end
    }
  }

  private void pass(Socket client) throws IOException {
    ChannelDirectTCPIP channel = null;
    try {
      var over = session;
      if (over == null || !over.isConnected()) {
        Way.refuse(client.getOutputStream(), "the connection to " + through + " was lost");
        return;
      }
      channel = (ChannelDirectTCPIP) over.openChannel("direct-tcpip");
      channel.setHost(host);
      channel.setPort(port);
      var from = channel.getInputStream();
      var into = channel.getOutputStream();
      channel.connect(Math.toIntExact(Handshake.CONNECT.toMillis()));
      Way.open(client.getOutputStream());
      var out = client;
      Thread.ofVirtual().start(() -> copy(out, into));
      from.transferTo(client.getOutputStream());
    } catch (JSchException e) {
      Way.refuse(
          client.getOutputStream(),
          through + " does not reach " + host + ":" + port + " (" + e.getMessage() + ")");
    } finally {
      if (channel != null) {
        channel.disconnect();
      }
    }
  }

  /// What the client sends, to its end; the server hears that end too.
  private static void copy(Socket client, OutputStream into) {
    try (into) {
      InputStream from = client.getInputStream();
      from.transferTo(into);
    } catch (IOException _) {
      // the other direction notices as well
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (door != null) {
      door.close();
    }
  }
}
