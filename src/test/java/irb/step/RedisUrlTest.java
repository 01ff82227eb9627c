package irb.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.expr.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {
  @ParameterizedTest
  @CsvSource({
    "redis://h, redis://h:6379/0, ",
    "redis://, redis://localhost:6379/0, ",
    "redis://h:6380/2, redis://h:6380/2, ",
    "redis://h:6380/, redis://h:6380/0, ",
    "rediss://h/3, rediss://h:6379/3, ",
    "redis://:p@h, redis://h:6379/0, p",
    "redis://u:p@h:1/1, redis://u@h:1/1, p",
    "redis://u@h, redis://u@h:6379/0, ",
    "redis://u%40x:p%3A%2F%40%25+@h, redis://u@x@h:6379/0, p:/@%+",
    "redis://u:p@w@h/1, redis://u@h:6379/1, p@w",
    "redis://u:p/w@h/1, redis://u@h:6379/1, p/w",
    "redis://u:p?w@h/1, redis://u@h:6379/1, p?w",
    "redis://[::1]:6380/1, redis://::1:6380/1, ",
    "redis://u:p@[::1], redis://u@::1:6379/0, p",
    "redis://h?db=4&ssl_cert_reqs=none, redis://h:6379/4, ",
    "redis://h/5?db=4, redis://h:6379/5, ",
  })
  void reads(String url, String where, String password) throws Exception {
    var target = RedisUrl.parse("cache", url, "REDIS_URL", Optional.empty());

    assertThat(target.where()).isEqualTo(where);
    assertThat(target.password().map(Secret::reveal).orElse(null)).isEqualTo(password);
    assertThat(target.tls()).isEqualTo(url.startsWith("rediss"));
  }

  @Test
  void namesTheSecretAndNeverShowsIt() throws Exception {
    var target = RedisUrl.parse("cache", "redis://u:canary@h", "REDIS_URL", Optional.empty());

    assertThat(target.secrets()).hasToString("[***(REDIS_URL)]");
    assertThat(target.toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://u:canary@h",
        "u:canary@h",
        "canary",
        "",
        "unix:///run/canary.sock",
        "redis://u:canary@h1,h2",
        "redis://u:canary@h:99999",
        "redis://u:canary@h:0",
        "redis://u:canary#x/1",
        "redis://u:canary%zz@h",
        "redis://u:canary@[::1",
        "redis://u:p@h/canary",
        "redis://h?db=canary",
      })
  void saysWhatIsWrongAndNothingThatMayBeSecret(String url) {
    assertThatThrownBy(() -> RedisUrl.parse("cache", url, "REDIS_URL", Optional.empty()))
        .isInstanceOf(RedisUrl.Malformed.class)
        .hasMessageNotContaining("canary");
  }
}
