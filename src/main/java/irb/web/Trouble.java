package irb.web;

import irb.expr.Visible;
import irb.step.Outcome.Fault;
import irb.step.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.UnknownServiceException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;

/// Says in words why there is no whole answer.
final class Trouble {
  private Trouble() {}

  static Fault of(IOException e, HttpUrl url, boolean begun) {
    var peer = url.host() + ":" + url.port();
    if (e instanceof SSLException || e instanceof UnknownServiceException) {
      return new Fault(Reason.TLS, "no secure connection to " + peer + ": " + tls(e));
    }
    if (!begun) {
      return new Fault(Reason.UNREACHABLE, unreachable(e, peer));
    }
    return e instanceof ProtocolException || chain(e).anyMatch(Trouble::isGarbled)
        ? new Fault(Reason.PROTOCOL, peer + " does not answer in HTTP: " + words(e))
        : new Fault(Reason.LOST, "the connection to " + peer + " was lost: " + lost(e));
  }

  private static boolean isGarbled(Throwable e) {
    return e instanceof ZipException || e instanceof DataFormatException;
  }

  private static String unreachable(IOException e, String peer) {
    return chain(e)
        .map(cause ->
            switch (cause) {
              case UnknownHostException _ -> "unknown host in " + peer + ": " + words(cause);
              case NoRouteToHostException _ -> "cannot connect to " + peer + ": no route to it";
              case SocketTimeoutException _ -> "cannot connect to " + peer + ": no answer in time";
              case ConnectException _ when cause.getCause() == null ->
                  "cannot connect to " + peer + ": " + words(cause).toLowerCase(Locale.ROOT);
              default -> "";
            })
        .filter(words -> !words.isEmpty())
        .findFirst()
        .orElseGet(() -> "cannot connect to " + peer + ": " + words(e));
  }

  private static String lost(IOException e) {
    return chain(e).anyMatch(EOFException.class::isInstance)
        ? "it was closed before the answer was complete"
        : words(e);
  }

  private static String tls(IOException e) {
    return chain(e)
        .map(cause ->
            switch (cause) {
              case CertificateExpiredException _ -> "its certificate has expired";
              case CertificateNotYetValidException _ -> "its certificate is not valid yet";
              case CertPathBuilderException _ ->
                  "its certificate is not signed by an authority that this machine trusts";
              case SSLPeerUnverifiedException _ -> "its certificate is for another host";
              case SSLException ssl when words(ssl).startsWith("Unsupported or unrecognized") ->
                  "it does not speak TLS";
              default -> "";
            })
        .filter(words -> !words.isEmpty())
        .reduce((first, deeper) -> deeper)
        .orElseGet(() -> words(e));
  }

  private static Stream<Throwable> chain(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause).limit(20);
  }

  /// The first line of what the library says.
  private static String words(Throwable e) {
    var message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : Visible.line(message.lines().findFirst().orElse(message));
  }
}
