package irb.step.notify;

import irb.expr.ExpressionException;
import irb.expr.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// A mail server, as a URL such as `smtp://user:password@mail.example.com:587` names it.
record SmtpServer(
    String host, int port, Optional<String> user, Optional<Secret> password, Safety safety) {
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;

  /// How a mail is kept from others on its way to the server.
  enum Safety {
    /// Not at all: the server is on this machine.
    LOCAL,
    /// STARTTLS, without which nothing is sent.
    STARTTLS,
    /// TLS from the first byte.
    TLS
  }

  /// What is wrong with `url` is said without any part of it that could be secret.
  static SmtpServer parse(Secret url) throws ExpressionException {
    var name = url.name();
    try {
      var uri = new URI(url.reveal().strip());
      var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      var tls = scheme.equals("smtps");
      if (uri.getHost() == null || !(tls || scheme.equals("smtp"))) {
        throw new ExpressionException(
            name + " is no URL of a mail server, such as smtp://user@mail.example.com:587");
      }
      var info = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
      var colon = info.indexOf(':');
      var user = decoded(colon < 0 ? info : info.substring(0, colon));
      var password = colon < 0 ? "" : decoded(info.substring(colon + 1));
      var host = uri.getHost();
      return new SmtpServer(
          host,
          uri.getPort() > 0 ? uri.getPort() : tls ? SUBMISSIONS : SUBMISSION,
          Optional.of(user).filter(u -> !u.isEmpty()),
          Optional.of(password).filter(p -> !p.isEmpty()).map(p -> new Secret(name, p)),
          tls ? Safety.TLS : isLocal(host) ? Safety.LOCAL : Safety.STARTTLS);
    } catch (URISyntaxException | IllegalArgumentException _) {
      throw new ExpressionException(
          name + " is no URL; a '@', '/', ':' or '%' in a password is written %40, %2F, %3A, %25");
    }
  }

  SmtpServer with(Secret other) {
    return new SmtpServer(host, port, user, Optional.of(other), safety);
  }

  /// E.g. `mail.example.com:587`.
  String where() {
    return host + ":" + port;
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
