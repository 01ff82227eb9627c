package irb.step.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// Stands in front of a server and misbehaves when it sees certain words from the client.
final class Proxy implements AutoCloseable {
  /// What it does at the words.
  enum Trick {
    /// Nothing is passed on any more, in either direction; the connections stay open.
    FREEZE,
    /// The words are not passed on, and both connections are closed.
    CLOSE,
    /// The words are passed on; what the server answers is not, and the client is cut off.
    SWALLOW,
    /// The client is told off as PgBouncer does it.
    REFUSE
  }

  private final ServerSocket listening;
  private final int port;
  private final Trick trick;
  private final String words;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch seen = new CountDownLatch(1);
  private volatile boolean frozen;

  Proxy(int port, Trick trick, String words) throws IOException {
    this.port = port;
    this.trick = trick;
    this.words = words;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  void awaitSeen() throws InterruptedException {
    seen.await();
  }

  private void accept() {
    try {
      while (true) {
        var client = listening.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> forward(client, server, true));
        Thread.ofVirtual().start(() -> forward(server, client, false));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void forward(Socket from, Socket to, boolean fromClient) {
    try (var in = from.getInputStream();
        var out = to.getOutputStream()) {
      pump(in, out, fromClient, from);
    } catch (IOException | InterruptedException _) {
      // one side has gone
    }
  }

  private void pump(InputStream in, OutputStream out, boolean fromClient, Socket from)
      throws IOException, InterruptedException {
    var buffer = new byte[65_536];
    for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      var text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
      if (fromClient && text.contains(words)) {
        switch (trick) {
          case FREEZE -> frozen = true;
          case CLOSE -> {
            seen.countDown();
            return;
          }
          case SWALLOW -> {
            frozen = true;
            out.write(buffer, 0, n);
            out.flush();
            seen.countDown();
            return;
          }
          case REFUSE -> {
            from.getOutputStream().write(refusal());
            return;
          }
        }
        seen.countDown();
      }
      if (frozen) {
        // the connection stays open until the test is over
        new CountDownLatch(1).await();
      }
      out.write(buffer, 0, n);
      out.flush();
    }
  }

  private static byte[] refusal() throws IOException {
    var fields = new java.io.ByteArrayOutputStream();
    for (var field : new String[] {"SFATAL", "C08P01", "Munsupported startup parameter: options"}) {
      fields.write(field.getBytes(StandardCharsets.US_ASCII));
      fields.write(0);
    }
    fields.write(0);
    var message = java.nio.ByteBuffer.allocate(fields.size() + 5);
    return message.put((byte) 'E').putInt(fields.size() + 4).put(fields.toByteArray()).array();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
