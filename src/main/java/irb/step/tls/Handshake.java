package irb.step.tls;

import irb.expr.Visible;
import irb.step.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/// One TLS handshake with a server, as far as its certificates.
final class Handshake {
  private final Origin.Server server;
  private final Recorder recorder;

  Handshake(Origin.Server server, Authorities authorities) {
    this.server = server;
    this.recorder = new Recorder(authorities);
  }

  Presented over(Line line, Duration timeout) throws LookException {
    Socket socket;
    try {
      socket = line.connect(server.host(), server.port(), timeout);
    } catch (IOException e) {
      throw new LookException(Reason.UNREACHABLE, unreachable(e));
    }
    try (socket) {
      shakeHands(socket);
    } catch (IOException | GeneralSecurityException e) {
      // a server that asks for a certificate of ours has shown its own before it hangs up
      if (recorder.presented().isEmpty()) {
        throw new LookException(Reason.TLS, failed(e));
      }
    }
    return recorder
        .presented()
        .orElseThrow(
            () -> new LookException(Reason.TLS, server.peer() + " presents no certificate"));
  }

  private void shakeHands(Socket socket) throws IOException, GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {recorder}, null);
    var name = withoutDot(server.name());
    try (var tls =
        (SSLSocket) context.getSocketFactory().createSocket(socket, name, server.port(), true)) {
      var parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
    }
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private String unreachable(IOException e) {
    return switch (e) {
      case UnknownHostException _ -> "unknown host in " + server.peer();
      case SocketTimeoutException _ -> "cannot connect to " + server.peer() + ": no answer in time";
      case NoRouteToHostException _ -> "cannot connect to " + server.peer() + ": no route to it";
      case ConnectException _ ->
          "cannot connect to " + server.peer() + ": " + words(e).toLowerCase(Locale.ROOT);
      default -> "cannot connect to " + server.peer() + ": " + words(e);
    };
  }

  private String failed(Exception e) {
    if (e instanceof SSLException && words(e).startsWith("Unsupported or unrecognized")) {
      return server.peer() + " does not speak TLS";
    }
    var gone =
        !(e instanceof SSLException)
            || Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .anyMatch(EOFException.class::isInstance);
    return gone
        ? server.peer() + " closed the connection during the TLS handshake"
        : "no TLS handshake with " + server.peer() + ": " + words(e);
  }

  /// The first line of what the JDK says.
  static String words(Throwable e) {
    var message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : Visible.line(message.lines().findFirst().orElse(message));
  }
}
