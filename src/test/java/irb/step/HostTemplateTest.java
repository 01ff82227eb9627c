package irb.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTemplateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "api.example.com",
        "api.example.com.",
        "API-1.example.com",
        "_dmarc.example.com",
        "xn--bcher-kva.example",
        "127.0.0.1",
        "::1",
        "2001:db8::1",
        "fe80::1%eth0",
        "a"
      })
  void takesNamesAndAddresses(String host) {
    assertThat(HostTemplate.fits(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "a..b",
        "-a",
        "a-",
        "a b",
        "a\n",
        "a/b",
        "a:53",
        "a:1:53",
        "[::1]",
        "::1\n",
        "user@host",
        "bücher.example",
        "*.example.com",
        "a.b.c.d.e:",
        "%eth0"
      })
  void refusesEverythingElse(String host) {
    assertThat(HostTemplate.fits(host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 300})
  void refusesWhatIsTooLong(int length) {
    assertThat(HostTemplate.fits("a".repeat(length))).isFalse();
    assertThat(HostTemplate.fits("a.".repeat(length))).isEqualTo(length == 64);
  }
}
