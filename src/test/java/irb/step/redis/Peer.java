package irb.step.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on loopback that does to each of its connections what a test says, and remembers what
/// it was sent.
final class Peer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<List<String>> commands = new CopyOnWriteArrayList<>();
  private final List<String> raw = new CopyOnWriteArrayList<>();

  /// What happens to a connection; it is closed when the script returns.
  interface Script {
    void serve(Peer peer, Socket socket) throws IOException;
  }

  /// What a command is answered with; empty for silence.
  interface Answers {
    Optional<String> to(List<String> command);
  }

  Peer(Script script) throws IOException {
    Thread.ofVirtual().start(() -> accept(script));
  }

  /// A server that answers as Redis does until `answers` says otherwise.
  static Peer answering(Answers answers) throws IOException {
    return new Peer((peer, socket) -> {
      for (var command = peer.receive(socket);
          command.isPresent();
          command = peer.receive(socket)) {
        var answer = answers.to(command.get());
        if (answer.isEmpty()) {
          hold(socket);
          return;
        }
        send(socket, answer.get());
      }
    });
  }

  /// How Redis greets: it knows `HELLO`, and says of each command that it reads.
  static String polite(List<String> command) {
    return switch (command.getFirst()) {
      case "HELLO" -> "%1\r\n+proto\r\n:3\r\n";
      case "COMMAND" -> "*1\r\n*3\r\n+get\r\n:2\r\n~1\r\n+readonly\r\n";
      default -> "+OK\r\n";
    };
  }

  int port() {
    return server.getLocalPort();
  }

  /// Every command that was read to its end, without those of the greeting.
  List<List<String>> commands() {
    return commands.stream()
        .filter(c -> !List.of("HELLO", "CLIENT", "COMMAND", "AUTH", "PING").contains(c.getFirst()))
        .toList();
  }

  /// The bytes of each command, one character each.
  List<String> raw() {
    return List.copyOf(raw);
  }

  /// Reads one command; empty at the end of the connection.
  Optional<List<String>> receive(Socket socket) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var words = new ArrayList<String>();
    var count = number(socket, bytes);
    for (var i = 0; i < count; i++) {
      var word = socket.getInputStream().readNBytes(number(socket, bytes));
      bytes.write(word);
      bytes.write(socket.getInputStream().readNBytes(2));
      words.add(new String(word, StandardCharsets.UTF_8));
    }
    if (words.isEmpty()) {
      return Optional.empty();
    }
    raw.add(bytes.toString(StandardCharsets.ISO_8859_1));
    commands.add(List.copyOf(words));
    return Optional.of(words);
  }

  private static int number(Socket socket, ByteArrayOutputStream bytes) throws IOException {
    var line = new StringBuilder();
    for (var b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
      bytes.write(b);
      if (b == '\n') {
        return Integer.parseInt(line.substring(1).strip());
      }
      line.append((char) b);
    }
    return 0;
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// Reads until the other side is gone.
  static void hold(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
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
