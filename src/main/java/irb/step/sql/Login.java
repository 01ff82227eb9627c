package irb.step.sql;

import irb.expr.Secret;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.ForwardedSockets;
import irb.step.Target;
import irb.step.Way;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.postgresql.PGProperty;

/// How a connection is asked for: the driver's URL, which holds no secret, and its properties.
record Login(Target.Postgres target, Mode mode) {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /// What a target's URL may say; anything else might loosen what the session promises.
  private static final Set<PGProperty> TAKEN =
      Set.of(
          PGProperty.SSL_ROOT_CERT,
          PGProperty.SSL_CERT,
          PGProperty.SSL_KEY,
          PGProperty.SSL_NEGOTIATION,
          PGProperty.GSS_ENC_MODE,
          PGProperty.CHANNEL_BINDING,
          PGProperty.CURRENT_SCHEMA);

  String url() {
    var host = target.host().contains(":") ? "[" + target.host() + "]" : target.host();
    var database = URLEncoder.encode(target.database(), StandardCharsets.UTF_8);
    return "jdbc:postgresql://" + host + ":" + target.port() + "/" + database.replace("+", "%20");
  }

  /// How long a connection may take: never longer than the step.
  Duration patience(Call call) {
    return call.timeout().compareTo(CONNECT) < 0 ? call.timeout() : CONNECT;
  }

  /// `startup`: whether the server takes options while it is connected to; PgBouncer does not.
  /// `way` leads to a server that is not reached from here.
  Properties properties(Call call, boolean startup, Optional<Way> way) {
    var p = new Properties();
    PGProperty.GSS_ENC_MODE.set(p, "disable");
    target.options().forEach((key, value) -> take(p, key, value));
    encryption(p);
    PGProperty.USER.set(p, target.user());
    target.password().map(Secret::reveal).ifPresent(w -> PGProperty.PASSWORD.set(p, w));
    PGProperty.APPLICATION_NAME.set(p, "irb/" + call.label());
    PGProperty.CONNECT_TIMEOUT.set(p, seconds(patience(call)));
    PGProperty.SOCKET_TIMEOUT.set(p, seconds(call.timeout()) + 5);
    PGProperty.CANCEL_SIGNAL_TIMEOUT.set(p, 1);
    PGProperty.TCP_KEEP_ALIVE.set(p, true);
    PGProperty.STRING_TYPE.set(p, "unspecified");
    PGProperty.READ_ONLY_MODE.set(p, "always");
    PGProperty.PREFER_QUERY_MODE.set(p, "extended");
    // every statement is run once: nothing is prepared on the server, and answers come as text
    PGProperty.PREPARE_THRESHOLD.set(p, 0);
    PGProperty.BINARY_TRANSFER.set(p, false);
    way.ifPresent(w -> {
      PGProperty.SOCKET_FACTORY.set(p, ForwardedSockets.class.getName());
      PGProperty.SOCKET_FACTORY_ARG.set(p, w.toString());
    });
    if (startup) {
      PGProperty.OPTIONS.set(p, options(call));
    }
    return p;
  }

  /// libpq writes `channel_binding` where the driver writes `channelBinding`.
  private static void take(Properties p, String key, String value) {
    for (var property : TAKEN) {
      if (property.getName().equalsIgnoreCase(key.replace("_", ""))) {
        property.set(p, value);
      }
    }
  }

  private String options(Call call) {
    var own = target.options().getOrDefault("options", "");
    var timeouts =
        " -c statement_timeout=" + call.timeout().toMillis() + " -c lock_timeout=" + lock(call);
    var readOnly = mode == Mode.READ ? " -c default_transaction_read_only=on" : "";
    return (own + readOnly + timeouts).strip();
  }

  /// How long a lock is waited for, in milliseconds: whoever waits makes others wait behind.
  static long lock(Call call) {
    return Math.max(1, Math.min(CONNECT.toMillis(), call.timeout().toMillis() / 2));
  }

  /// TLS with the host's name checked, against the JVM's certificates when the target names none.
  private void encryption(Properties p) {
    var ssl = "true".equals(target.options().get("ssl"));
    var mode =
        target.options().getOrDefault("sslmode", ssl || !isLocal() ? "verify-full" : "prefer");
    PGProperty.SSL_MODE.set(p, mode);
    var root = target.options().getOrDefault("sslrootcert", "system");
    if (root.equals("system") && mode.startsWith("verify-")) {
      PGProperty.SSL_ROOT_CERT.set(p, null);
      PGProperty.SSL_FACTORY.set(p, "org.postgresql.ssl.DefaultJavaSSLFactory");
    }
  }

  private boolean isLocal() {
    return target.host().equals("localhost")
        || target.host().equals("::1")
        || target.host().matches("127(\\.\\d{1,3}){3}");
  }

  private static int seconds(Duration duration) {
    return Math.toIntExact(Math.clamp(duration.plusMillis(999).toSeconds(), 1, 86_400));
  }
}
