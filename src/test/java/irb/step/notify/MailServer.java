package irb.step.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// A mail server on loopback: EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA; it notes what it hears, and
/// fails as a test says.
final class MailServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final CountDownLatch silent = new CountDownLatch(1);
  private final Set<String> mute;
  private final List<String> answers;
  private final Optional<SSLSocketFactory> tls;

  /// It never answers a line that begins with one of `mute` (`.` is the end of a mail, `close`
  /// hangs up there); `answers` are pairs of how a line begins and what is said to it.
  MailServer(Optional<SSLSocketFactory> tls, Set<String> mute, String... answers)
      throws IOException {
    this.tls = tls;
    this.mute = mute;
    this.answers = List.of(answers);
    Thread.ofVirtual().start(this::accept);
  }

  MailServer(String... answers) throws IOException {
    this(Optional.empty(), Set.of(), answers);
  }

  int port() {
    return server.getLocalPort();
  }

  List<String> commands() {
    return List.copyOf(commands);
  }

  /// Every mail that came to its end, byte for byte.
  List<String> mails() {
    return List.copyOf(mails);
  }

  /// Waits until it falls silent.
  void awaitSilence() throws InterruptedException {
    silent.await();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket plain) {
    try (plain) {
      talk(plain, true);
    } catch (IOException _) {
      // the client has gone
    }
  }

  private void talk(Socket socket, boolean greet) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    var out = socket.getOutputStream();
    if (greet && !answered(out, "connect", "220 test ESMTP")) {
      return;
    }
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      var word = line.split(" ", 2)[0].toUpperCase(java.util.Locale.ROOT);
      switch (word) {
        case "EHLO" -> {
          say(out, "250-test");
          if (tls.isPresent() && !(socket instanceof SSLSocket)) {
            say(out, "250-STARTTLS");
          }
          if (!answered(out, line, "250 AUTH PLAIN LOGIN")) {
            return;
          }
        }
        case "STARTTLS" -> {
          say(out, "220 go on");
          var safe =
              (SSLSocket)
                  tls.orElseThrow().createSocket(socket, "localhost", socket.getPort(), true);
          safe.setUseClientMode(false);
          open.add(safe);
          talk(safe, false);
          return;
        }
        case "DATA" -> {
          if (!answered(out, line, "354 go on")) {
            return;
          }
          if (!answers.contains("DATA") && !mail(in, out)) {
            return;
          }
        }
        case "AUTH" -> {
          if (!answered(out, line, "235 welcome")) {
            return;
          }
        }
        case "QUIT" -> {
          say(out, "221 bye");
          return;
        }
        default -> {
          if (!answered(out, line, "250 fine")) {
            return;
          }
        }
      }
    }
  }

  private boolean mail(BufferedReader in, OutputStream out) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      lines.add(line.startsWith(".") ? line.substring(1) : line);
    }
    mails.add(String.join("\n", lines));
    return answered(out, ".", "250 taken");
  }

  /// False when the conversation ends here.
  private boolean answered(OutputStream out, String line, String usual) throws IOException {
    if (mute.contains(line + " close")) {
      return false;
    }
    for (var word : mute) {
      if (line.startsWith(word)) {
        silent.countDown();
        return true;
      }
    }
    for (var i = 0; i < answers.size(); i += 2) {
      if (line.startsWith(answers.get(i))) {
        say(out, answers.get(i + 1));
        return true;
      }
    }
    say(out, usual);
    return true;
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
