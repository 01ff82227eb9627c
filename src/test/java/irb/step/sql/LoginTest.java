package irb.step.sql;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Secret;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Operator;
import irb.step.Sessions;
import irb.step.Stop;
import irb.step.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LoginTest {
  @Test
  void checksTheNameOfAHostThatIsNotLocal() {
    assertThat(properties("db.example.com", Map.of()))
        .containsEntry("sslmode", "verify-full")
        .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
    assertThat(properties("127.evil.example.com", Map.of()))
        .containsEntry("sslmode", "verify-full");
    assertThat(properties("localhost", Map.of("ssl", "true")))
        .containsEntry("sslmode", "verify-full");
    for (var local : new String[] {"localhost", "127.0.0.1", "127.1.2.3", "::1"}) {
      assertThat(properties(local, Map.of())).containsEntry("sslmode", "prefer");
    }
  }

  @Test
  void theTargetMaySayOtherwise() {
    assertThat(
            properties(
                "db.example.com", Map.of("sslmode", "require", "channel_binding", "require")))
        .containsEntry("sslmode", "require")
        .containsEntry("channelBinding", "require")
        .doesNotContainKey("sslfactory");
    assertThat(properties("db.example.com", Map.of("sslrootcert", "/ca.pem")))
        .containsEntry("sslrootcert", "/ca.pem")
        .doesNotContainKey("sslfactory");
  }

  @Test
  void theTargetCannotLoosenWhatARunPromises() {
    var hostile =
        Map.of(
            "readOnlyMode", "ignore",
            "preferQueryMode", "simple",
            "stringtype", "varchar",
            "socketFactory", "x.Y",
            "loggerFile", "/tmp/x",
            "autosave", "always",
            "options", "-c default_transaction_read_only=off");

    assertThat(properties("localhost", hostile))
        .containsEntry("readOnlyMode", "always")
        .containsEntry("preferQueryMode", "extended")
        .containsEntry("stringtype", "unspecified")
        .containsEntry(
            "options",
            "-c default_transaction_read_only=off -c default_transaction_read_only=on"
                + " -c statement_timeout=3000 -c lock_timeout=1500")
        .doesNotContainKeys("socketFactory", "loggerFile", "autosave");
  }

  @Test
  void neverTakesLongerThanTheStep() {
    assertThat(properties("localhost", Map.of()))
        .containsEntry("connectTimeout", "3")
        .containsEntry("socketTimeout", "8")
        .containsEntry("tcpKeepAlive", "true")
        .containsEntry("ApplicationName", "irb/run/1");
  }

  @Test
  void thePasswordIsNotInTheUrl() {
    var login = login("::1", Map.of());

    assertThat(login.url()).isEqualTo("jdbc:postgresql://[::1]:5432/my%20db");
    assertThat(login.toString()).doesNotContain("canary");
    assertThat(properties("::1", Map.of())).containsEntry("password", "canary");
  }

  private static Properties properties(String host, Map<String, String> options) {
    var call =
        new Call(
            "step",
            "title",
            Mode.READ,
            Duration.ofSeconds(3),
            OptionalLong.empty(),
            new Stop(),
            new Sessions(),
            "run/1",
            Operator.NOBODY);
    return login(host, options).properties(call, true, Optional.empty());
  }

  private static Login login(String host, Map<String, String> options) {
    var password = Optional.of(new Secret("DB_PASSWORD", "canary"));
    return new Login(
        new Target.Postgres("db", host, 5432, "my db", "u", password, options), Mode.READ);
  }
}
