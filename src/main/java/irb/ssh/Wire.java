package irb.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The bytes between here and a host: a socket, or a channel through a jump host. It can be cut at
/// any time, from any thread.
abstract sealed class Wire implements Proxy {
  private final Turnstile turnstile;
  private final CompletableFuture<Void> taken = new CompletableFuture<>();
  private final CompletableFuture<Void> open = new CompletableFuture<>();
  private boolean entered;
  private @Nullable InputStream in;
  private @Nullable OutputStream out;

  Wire(Turnstile turnstile) {
    this.turnstile = turnstile;
  }

  /// Complete when the host, or somebody in its place, has taken the connection.
  CompletableFuture<Void> taken() {
    return taken;
  }

  /// Complete when the handshake may begin.
  CompletableFuture<Void> open() {
    return open;
  }

  @Override
  public final void connect(@Nullable SocketFactory factory, String host, int port, int timeout)
      throws IOException {
    try {
      connect(host, port);
      taken.complete(null);
      turnstile.enter();
      entered = true;
      open.complete(null);
    } catch (IOException e) {
      taken.completeExceptionally(e);
      open.completeExceptionally(e);
      throw e;
    } catch (InterruptedException _) {
      throw new SocketTimeoutException("stopped");
    }
  }

  /// Told by whoever called [#connect] when the handshake is over.
  final void leave() {
    if (entered) {
      entered = false;
      turnstile.leave();
    }
  }

  abstract void connect(String host, int port) throws IOException;

  /// Ends it at once, whatever it is waiting for.
  abstract void cut();

  final void streams(InputStream from, OutputStream to) {
    in = from;
    out = to;
  }

  @Override
  public @Nullable InputStream getInputStream() {
    return in;
  }

  @Override
  public @Nullable OutputStream getOutputStream() {
    return out;
  }

  @Override
  public void close() {
    cut();
  }

  /// Straight from here.
  static final class Direct extends Wire {
    private final Duration patience;
    private @Nullable Socket socket;
    private boolean cut;

    Direct(Turnstile turnstile, Duration patience) {
      super(turnstile);
      this.patience = patience;
    }

    @Override
    void connect(String host, int port) throws IOException {
      var addresses = InetAddress.getAllByName(host);
      for (var i = 0; i < addresses.length; i++) {
        var one = next();
        try {
          one.connect(
              new InetSocketAddress(addresses[i], port),
              Math.toIntExact(Math.max(1, patience.toMillis() / addresses.length)));
          one.setTcpNoDelay(true);
          streams(one.getInputStream(), one.getOutputStream());
          return;
        } catch (IOException e) {
          one.close();
          if (i == addresses.length - 1) {
            throw e;
          }
        }
      }
    }

    private synchronized Socket next() throws IOException {
      if (cut) {
        throw new SocketTimeoutException("stopped");
      }
      var made = new Socket();
      socket = made;
      return made;
    }

    @Override
    public synchronized @Nullable Socket getSocket() {
      return socket;
    }

    @Override
    synchronized void cut() {
      cut = true;
      if (socket != null) {
        try {
          socket.close();
        } catch (IOException _) {
          // it is of no more use
        }
      }
    }
  }

  /// Through a jump host, which only passes the bytes on: it sees neither keys nor commands.
  static final class Through extends Wire {
    private final Session jump;
    private final Duration patience;
    private final CompletableFuture<ChannelDirectTCPIP> channel = new CompletableFuture<>();

    Through(Session jump, Turnstile turnstile, Duration patience) {
      super(turnstile);
      this.jump = jump;
      this.patience = patience;
    }

    @Override
    void connect(String host, int port) throws IOException {
      try {
        var made = (ChannelDirectTCPIP) jump.openChannel("direct-tcpip");
        made.setHost(host);
        made.setPort(port);
        streams(made.getInputStream(), made.getOutputStream());
        if (!channel.complete(made)) {
          made.disconnect();
          throw new SocketTimeoutException("stopped");
        }
        made.connect(Math.toIntExact(patience.toMillis()));
      } catch (JSchException e) {
        throw new IOException(
            "the jump host does not pass the connection on: " + e.getMessage(), e);
      }
    }

    @Override
    public @Nullable Socket getSocket() {
      return null;
    }

    @Override
    void cut() {
      if (!channel.completeExceptionally(new SocketTimeoutException("stopped"))
          && !channel.isCompletedExceptionally()) {
        channel.orTimeout(1, TimeUnit.SECONDS).join().disconnect();
      }
    }
  }
}
