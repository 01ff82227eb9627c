package irb.step.redis;

import irb.expr.Visible;
import irb.step.Reason;
import irb.step.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/// What went wrong: the reason, and a sentence.
///
/// `lost`: the connection is of no more use, and what came of the last command was not heard.
/// `late`: the server said no after it may have begun.
record Trouble(Reason reason, String why, boolean lost, boolean late) {
  /// What a server says instead of beginning.
  private static final Set<String> EARLY =
      Set.of(
          "NOAUTH",
          "WRONGPASS",
          "NOPERM",
          "LOADING",
          "MASTERDOWN",
          "CLUSTERDOWN",
          "MOVED",
          "ASK",
          "TRYAGAIN",
          "CROSSSLOT",
          "READONLY",
          "MISCONF",
          "NOREPLICAS",
          "NOSCRIPT",
          "BUSY",
          "DENIED");

  /// The answer of a server, or the loss of a connection that was made.
  static Trouble of(JedisException e, Target.Redis target) {
    return switch (e) {
      case JedisDataException error -> said(words(error), target);
      case ReplyException reply -> new Trouble(reply.reason(), words(reply), true, true);
      default -> lost(e, target);
    };
  }

  /// A server that said no, in its own words.
  static Trouble said(String error, Target.Redis target) {
    var code = error.split(" ", 2)[0];
    var reason = reason(code, error.toLowerCase(Locale.ROOT));
    var hint =
        code.equals("MOVED") || code.equals("ASK")
            ? "; "
                + target.name()
                + " is part of a cluster: name the server that has the key as the target"
            : "";
    return new Trouble(reason, error + hint, false, !isEarly(code, error));
  }

  private static boolean isEarly(String code, String error) {
    return EARLY.contains(code)
        || error.startsWith("ERR unknown ")
        || error.startsWith("ERR wrong number of arguments")
        || error.startsWith("ERR Error compiling script");
  }

  private static Reason reason(String code, String error) {
    return switch (code) {
      case "NOAUTH", "WRONGPASS" -> Reason.AUTH;
      case "NOPERM", "READONLY", "MISCONF", "OOM", "DENIED", "NOREPLICAS" -> Reason.REFUSED;
      case "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY" -> Reason.UNREACHABLE;
      case "MOVED", "ASK", "NOSCRIPT" -> Reason.NOT_FOUND;
      default ->
          error.contains("max number of clients")
              ? Reason.TOO_MANY_CONNECTIONS
              : error.contains("unknown command") || error.contains("no such key")
                  ? Reason.NOT_FOUND
                  : Reason.INVALID;
    };
  }

  /// A server that did not let anybody in.
  Trouble atTheDoor(Target.Redis target, boolean whileAuthenticating) {
    return new Trouble(
        whileAuthenticating && reason == Reason.INVALID ? Reason.AUTH : reason,
        target.name() + " (" + target.where() + "): " + why,
        true,
        false);
  }

  static Trouble unreachable(Target.Redis target, String why) {
    return new Trouble(
        Reason.UNREACHABLE,
        target.name() + " (" + target.where() + ") cannot be reached: " + why,
        true,
        false);
  }

  /// The network, or TLS, before the first command.
  static Trouble unreachable(Target.Redis target, Exception e) {
    if (chain(e).anyMatch(SSLException.class::isInstance)) {
      return new Trouble(
          Reason.TLS,
          "no secure connection to " + target.name() + " (" + target.where() + "): " + tls(e),
          true,
          false);
    }
    return unreachable(target, network(e));
  }

  private static Trouble lost(JedisException e, Target.Redis target) {
    var where = target.name() + " (" + target.where() + ")";
    return chain(e).anyMatch(SocketTimeoutException.class::isInstance)
        ? new Trouble(Reason.TIMEOUT, where + " gave no answer", true, true)
        : new Trouble(Reason.LOST, "the connection to " + where + " was lost", true, true);
  }

  private static String network(Exception e) {
    return chain(e)
        .map(cause ->
            switch (cause) {
              case UnknownHostException _ -> "its host name is not known";
              case NoRouteToHostException _ -> "there is no route to it";
              case ConnectException _ -> words(cause).toLowerCase(Locale.ROOT);
              case SocketTimeoutException _ -> "no answer";
              default -> "";
            })
        .filter(w -> !w.isEmpty())
        .findFirst()
        .orElseGet(() -> e instanceof IOException ? words(e) : "the connection was closed");
  }

  private static String tls(Exception e) {
    return chain(e)
        .map(cause ->
            switch (cause) {
              case CertificateExpiredException _ -> "its certificate has expired";
              case CertificateNotYetValidException _ -> "its certificate is not valid yet";
              case CertPathBuilderException _ ->
                  "its certificate is not signed by an authority that this machine trusts";
              case CertificateException other when words(other).startsWith("No ") ->
                  "its certificate is for another host";
              case SSLException ssl when words(ssl).startsWith("Unsupported or unrecognized") ->
                  "it does not speak TLS";
              default -> "";
            })
        .filter(w -> !w.isEmpty())
        .reduce((_, deeper) -> deeper)
        .orElseGet(() -> words(e));
  }

  private static Stream<Throwable> chain(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause).limit(20);
  }

  private static String words(Throwable e) {
    var message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : Visible.line(message.lines().findFirst().orElse(message));
  }
}
