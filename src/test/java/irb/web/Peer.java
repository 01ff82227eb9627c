package irb.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A server on loopback that does to each of its connections what a test says.
public final class Peer implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /// What happens to a connection; it is closed when the script returns.
  public interface Script {
    void serve(Peer peer, Socket socket) throws IOException;
  }

  /// A server whose connections `script` serves.
  public Peer(Script script) throws IOException {
    Thread.ofVirtual().start(() -> accept(script));
  }

  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  public int port() {
    return server.getLocalPort();
  }

  /// Every request that was read to its end.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// Reads one request; false at the end of the connection.
  public boolean receive(Socket socket) throws IOException {
    var in = socket.getInputStream();
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      var b = in.read();
      if (b < 0) {
        return false;
      }
      head.write(b);
    }
    var text = head.toString(StandardCharsets.UTF_8);
    var length = LENGTH.matcher(text);
    var body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    requests.add(text + new String(body, StandardCharsets.UTF_8));
    return true;
  }

  /// Sends `text` as it is.
  public static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /// Reads until the other side is gone.
  public static void hold(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    while (in.read() >= 0) {
      // wait for the end
    }
  }

  private void accept(Script script) {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
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
