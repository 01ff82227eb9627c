package irb.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshAddressTest {
  @ParameterizedTest
  @CsvSource({
    "web1, , web1, ",
    "web1:2222, , web1, 2222",
    "deploy@web1, deploy, web1, ",
    "deploy@web1.example.com:22, deploy, web1.example.com, 22",
    "DOMAIN\\me@web1, DOMAIN\\me, web1, ",
    "::1, , ::1, ",
    "[::1]:22, , ::1, 22",
    "me@[fe80::1%eth0], me, fe80::1%eth0, ",
  })
  void reads(String text, String user, String host, String port) throws Exception {
    var address = SshAddress.parse(text);

    assertThat(address.user().orElse(null)).isEqualTo(user);
    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port().isPresent() ? "" + address.port().getAsInt() : null).isEqualTo(port);
    assertThat(address).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "-oProxyCommand=touch pwned", "web1 web2", "web1,web2", "web1;id", "web1\n", "\0",
        "web1:", "web1:0", "web1:99999", "web1:x", "@web1", "-l@web1", "a b@web1", "web1/x",
        "ssh://web1", "[::1", "[]:22", "$(id)", "'", "*", "../x", "me@-x"
      })
  void refuses(String text) {
    assertThatThrownBy(() -> SshAddress.parse(text)).isInstanceOf(SshAddress.Malformed.class);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> SshAddress.parse("web1:0")).hasMessageContaining("port of 'web1:0'");
  }
}
