package irb.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.expr.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
  @ParameterizedTest
  @CsvSource({
    "postgres://u:p@h:5433/d, u@h:5433/d, p",
    "postgresql://u:p@h/d, u@h:5432/d, p",
    "postgresql+asyncpg://u:p@h/d, u@h:5432/d, p",
    "postgres://u@h, u@h:5432/u, ",
    "postgres://h/d, me@h:5432/d, ",
    "postgres://, me@localhost:5432/me, ",
    "postgres:///d, me@localhost:5432/d, ",
    "postgres://u%40x:p%3A%2F%40%25+@h/d%20e, u@x@h:5432/d e, p:/@%+",
    "postgres://u:p@w@h/d, u@h:5432/d, p@w",
    "postgres://u:p:w@h/d, u@h:5432/d, p:w",
    "postgres://u:p/w@h/d, u@h:5432/d, p/w",
    "postgres://[::1]:5433/d, me@::1:5433/d, ",
    "postgres://[::1]/d, me@::1:5432/d, ",
    "postgres:///d?host=h&port=5433&user=u&password=p%26, u@h:5433/d, p&",
    "jdbc:postgresql://h:5433/d?user=u&password=p, u@h:5433/d, p",
    "jdbc:postgresql://h/, me@h:5432/me, ",
    "jdbc:postgresql:d, me@localhost:5432/d, ",
  })
  void reads(String url, String where, String password) throws Exception {
    var target = PostgresUrl.parse("db", url, "DATABASE_URL", "me");

    assertThat(target.where()).isEqualTo(where);
    assertThat(target.password().map(Secret::reveal).orElse(null)).isEqualTo(password);
    assertThat(target.toString()).doesNotContain("password=Optional[p");
  }

  @Test
  void keepsTheOtherOptionsAndNamesTheSecret() throws Exception {
    var target =
        PostgresUrl.parse(
            "db", "postgres://u:p@h/d?sslmode=require&options=-c%20a=b", "DATABASE_URL", "me");

    assertThat(target.options())
        .containsEntry("sslmode", "require")
        .containsEntry("options", "-c a=b");
    assertThat(target.password()).hasToString("Optional[***(DATABASE_URL)]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:canary@h/d",
        "u:canary@h/d",
        "",
        "postgres://u:canary@h1,h2/d",
        "postgres://u:canary@h:99999/d",
        "postgres://u:canary@h:x/d",
        "postgres://u:canary%@h/d",
        "postgres://u:canary%zz@h/d",
        "postgres://u:canary#x@[::1/d",
        "postgres://u:canary@%2Fvar%2Frun/d",
        "postgres://u:canary@h x/d",
        "postgres:///d?host=/var/run&password=canary",
      })
  void saysWhatIsWrongWithoutThePassword(String url) {
    assertThatThrownBy(() -> PostgresUrl.parse("db", url, "DATABASE_URL", "me"))
        .isInstanceOf(PostgresUrl.Malformed.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
  }
}
