package irb.expr;

import java.util.Locale;
import java.util.Set;

/// Knows from the name of an environment variable whether it holds a secret, e.g. `DB_PASSWORD`.
public final class SecretNames {
  private static final Set<String> LAST_PARTS =
      Set.of(
          "PASS", "PASSWORD", "PASSWD", "TOKEN", "SECRET", "KEY", "DSN", "CREDENTIALS", "WEBHOOK");

  private SecretNames() {}

  public static boolean isSecret(String variable) {
    var name = variable.toUpperCase(Locale.ROOT);
    return name.endsWith("WEBHOOK_URL")
        || LAST_PARTS.contains(name.substring(name.lastIndexOf('_') + 1));
  }
}
