package irb.step.sql;

import irb.step.Reason;
import irb.step.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What a driver's exception means: the reason, a sentence, and how much the server still said.
///
/// `lost`: the connection is gone, and what came of the last statement was not heard. `early`: the
/// server refused the statement before it ran any of it. `cancelled`: it was cut short.
record Failure(Reason reason, String why, boolean lost, boolean early, boolean cancelled) {

  /// `sql` is the statement as the server saw it; empty while connecting.
  static Failure of(SQLException e, Target.Postgres target, String sql) {
    var message = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    var state = String.valueOf(e.getSQLState());
    if (message == null) {
      return unheard(e, target, sql.isEmpty());
    }
    var where = sql.isEmpty() ? target.name() + " (" + target.where() + "): " : "";
    return heard(message, state, where + sentence(message, sql));
  }

  private static Failure heard(ServerErrorMessage error, String state, String why) {
    var fatal = "FATAL".equals(error.getSeverity()) || "PANIC".equals(error.getSeverity());
    return new Failure(
        reason(state, String.valueOf(error.getMessage())),
        why,
        state.startsWith("08") || state.startsWith("57P") || fatal,
        (state.startsWith("42") && !state.equals("42501")) || state.matches("(0A|25|3D|3F).*"),
        state.equals("57014"));
  }

  private static Reason reason(String state, String message) {
    return switch (state) {
      case "53300" -> Reason.TOO_MANY_CONNECTIONS;
      case "08P01" ->
          // PgBouncer has no code of its own for this
          message.contains("no more connections")
              ? Reason.TOO_MANY_CONNECTIONS
              : Reason.UNREACHABLE;
      case "57014", "55P03" -> Reason.TIMEOUT;
      case "25006", "42501" -> Reason.REFUSED;
      case "3D000", "3F000", "42P01", "42704" -> Reason.NOT_FOUND;
      case "57P03" -> Reason.UNREACHABLE;
      case String s when s.startsWith("57P") -> Reason.LOST;
      case String s when s.startsWith("08") -> Reason.UNREACHABLE;
      case String s when s.startsWith("28") -> Reason.AUTH;
      default -> Reason.INVALID;
    };
  }

  private static String sentence(ServerErrorMessage error, String sql) {
    var sentence = new StringBuilder(String.valueOf(error.getMessage()));
    var at = error.getPosition() - 1;
    if (at >= 0 && at < sql.length()) {
      var near = sql.substring(at).lines().findFirst().orElse("").strip();
      sentence.append(", near '").append(near, 0, Math.min(30, near.length())).append('\'');
    }
    if (error.getDetail() != null) {
      sentence.append("; ").append(error.getDetail());
    }
    if (error.getHint() != null) {
      sentence.append("; ").append(error.getHint());
    }
    return sentence.toString();
  }

  /// The driver's own: the network, TLS, or a value it cannot send.
  private static Failure unheard(SQLException e, Target.Postgres target, boolean connecting) {
    var state = String.valueOf(e.getSQLState());
    var where = target.name() + " (" + target.where() + ")";
    if (connecting && isTls(e)) {
      return new Failure(Reason.TLS, where + ": " + plain(e), true, true, false);
    }
    // 08004 is the driver's own for a password that the server wants and nobody has
    if (connecting && (state.startsWith("28") || state.equals("08004"))) {
      return new Failure(Reason.AUTH, where + ": " + plain(e), true, true, false);
    }
    var broken = state.startsWith("08") || cause(e, IOException.class) != null;
    if (connecting && broken) {
      var why = where + " cannot be reached: " + network(e);
      return new Failure(Reason.UNREACHABLE, why, true, true, false);
    }
    if (broken) {
      return new Failure(
          Reason.LOST, "the connection to " + where + " was lost", true, false, false);
    }
    return new Failure(Reason.INVALID, plain(e), false, false, state.equals("57014"));
  }

  private static boolean isTls(SQLException e) {
    var text = String.valueOf(e.getMessage());
    return cause(e, SSLException.class) != null
        || text.contains("SSL")
        || text.contains("HostnameVerifier");
  }

  private static String network(SQLException e) {
    if (cause(e, UnknownHostException.class) != null) {
      return "its host name is not known";
    }
    var refused = cause(e, ConnectException.class);
    if (refused != null) {
      // a way through another host says more
      var why = String.valueOf(refused.getMessage());
      return why.startsWith("Connection refused") ? "connection refused" : why;
    }
    return cause(e, java.net.SocketTimeoutException.class) != null ? "no answer" : plain(e);
  }

  /// The driver's sentence, and what caused it where that says more.
  private static String plain(SQLException e) {
    var text = String.valueOf(e.getMessage()).strip();
    var cause = e.getCause();
    var more = cause == null ? "" : String.valueOf(cause.getMessage()).strip();
    return more.isEmpty() || text.contains(more) || more.equals("null") ? text : text + " " + more;
  }

  private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
    for (var at = e; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }
}
