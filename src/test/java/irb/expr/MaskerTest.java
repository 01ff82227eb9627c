package irb.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskerTest {
  private static final String VALUE = "s3cr&t/'\"pä+ss ";

  private final Masker masker = new Masker();

  @Test
  void masksASecretInEveryForm() {
    masker.add(new Secret("DB_PASSWORD", VALUE));

    var url = URLEncoder.encode(VALUE, StandardCharsets.UTF_8);
    assertThat(masker.mask("it is " + VALUE + "!")).isEqualTo("it is ***(DB_PASSWORD)!");
    for (var form :
        List.of(
            VALUE.strip(),
            url,
            url.replace("+", "%20"),
            HexFormat.of().formatHex(VALUE.getBytes(StandardCharsets.UTF_8)),
            "{\"p\":\"s3cr&t/'\\\"pä+ss \"}",
            "<p>s3cr&amp;t/&#39;&quot;pä+ss</p>",
            "'" + VALUE.replace("'", "'\\''") + "'")) {
      assertThat(masker.mask(form)).contains("***(DB_PASSWORD)").doesNotContain("pä", "p%C3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "user:", "someone:"})
  void masksBase64AtEveryAlignment(String before) {
    var secret = "correct horse battery?>";
    masker.add(new Secret("TOKEN", secret));

    var bytes = (before + secret + "tail").getBytes(StandardCharsets.UTF_8);

    assertThat(masker.mask(Base64.getEncoder().encodeToString(bytes))).contains("***(TOKEN)");
    assertThat(masker.mask(Base64.getUrlEncoder().encodeToString(bytes))).contains("***(TOKEN)");
  }

  @Test
  void masksEachLineOfAKey() {
    masker.add(new Secret("KEY", "-----BEGIN-----\nabcdefgh\nijklmnop\n"));

    assertThat(masker.mask("found ijklmnop here")).isEqualTo("found ***(KEY) here");
  }

  @Test
  void refusesWhatWouldMaskOrdinaryText() {
    assertThat(masker.add(new Secret("PIN", "12345"))).isFalse();
    assertThat(masker.mask("12345")).isEqualTo("12345");
  }

  @Test
  void prefersTheLongerOfTwo() {
    masker.add(new Secret("SHORT", "abcdef"));
    masker.add(new Secret("LONG", "abcdefghij"));

    assertThat(masker.mask("abcdefghij abcdef")).isEqualTo("***(LONG) ***(SHORT)");
  }
}
