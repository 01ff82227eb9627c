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

  /// Each as another program writes it, by hand and not by the code that is tested.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pä/w&o <r>'d\"x~(1)",
        "p\\u00e4/w&o <r>'d\\\"x~(1)",
        "p\\u00E4/w&o <r>'d\\\"x~(1)",
        "pä\\/w&o <r>'d\\\"x~(1)",
        "p\\u00e4\\/w\\u0026o \\u003cr\\u003e'd\\\"x~(1)",
        "p\\u00E4/w\\u0026o \\u003Cr\\u003E\\u0027d\\\"x~(1)",
        "p%C3%A4%2Fw%26o+%3Cr%3E%27d%22x%7E%281%29",
        "p%C3%A4%2Fw%26o%20%3Cr%3E%27d%22x~%281%29",
        "p%c3%a4%2fw%26o%20%3cr%3e%27d%22x~%281%29",
        "p%c3%a4%2fw%26o+%3cr%3e%27d%22x%7e%281%29",
        "p%C3%A4%2Fw%26o%20%3Cr%3E'd%22x~(1)",
        "p%C3%A4/w&o%20%3Cr%3E'd%22x~(1)",
        "pä/w&amp;o &lt;r&gt;'d\"x~(1)",
        "pä/w&amp;o &lt;r&gt;&apos;d&quot;x~(1)",
        "pä/w&amp;o &lt;r&gt;&#39;d&#34;x~(1)",
        "pä/w&amp;o &lt;r&gt;&#x27;d&quot;x~(1)",
        "pä/w&o <r>'\\''d\"x~(1)",
        "pä/w&o <r>'\"'\"'d\"x~(1)",
        "pä/w&o <r>'d\\\"x~(1)",
        "pä/w\\&o\\ \\<r\\>\\'d\\\"x\\~\\(1\\)",
        "pä/w&o <r>''d\"x~(1)",
        "70c3a42f77266f203c723e276422787e283129",
        "70C3A42F77266F203C723E276422787E283129",
        "cMOkL3cmbyA8cj4nZCJ4figxKQ==",
        "cMOkL3cmbyA8cj4nZCJ4figxKQ=="
      })
  void masksWhatOtherProgramsMakeOfIt(String form) {
    masker.add(new Secret("P", "pä/w&o <r>'d\"x~(1)"));

    assertThat(masker.mask("[" + form + "]")).startsWith("[***(P)").hasSizeLessThan(14);
  }

  @Test
  void masksTheHeaderOfABasicLogin() {
    masker.add(new Secret("P", "correct horse"));

    for (var user : List.of("a", "ab", "abc", "abcd")) {
      var login = (user + ":correct horse").getBytes(StandardCharsets.UTF_8);
      var header = "Authorization: Basic " + Base64.getEncoder().encodeToString(login);

      assertThat(masker.mask(header)).contains("***(P)").doesNotContain("Y29ycmVjdC", "vcnJlY3Q");
    }
  }

  @Test
  void manySecretsCostLittle() {
    for (var i = 0; i < 100; i++) {
      masker.add(new Secret("S" + i, "s3cr&t number <" + i + "> of 100"));
    }
    var text =
        "0123456789 abcdefghij {\"status\": \"healthy\"}\n".repeat(20_000)
            + "s3cr&t number <7> of 100";

    var from = System.nanoTime();
    var masked = masker.mask(text);

    assertThat(masked.endsWith("\n***(S7)")).isTrue();
    assertThat(System.nanoTime() - from).isLessThan(2_000_000_000L);
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
  void hidesBothOfTwoThatOverlap() {
    masker.add(new Secret("ONE", "abcdefgh"));
    masker.add(new Secret("OTHER", "ghijklmnop"));

    assertThat(masker.mask("-abcdefghijklmnop-abcdefgh")).isEqualTo("-***(ONE)-***(ONE)");
    assertThat(masker.mask("-ghijklmnop-")).isEqualTo("-***(OTHER)-");
  }

  @Test
  void findsWhatAPlainSearchFinds() {
    var random = new java.util.Random(5);
    for (var i = 0; i < 300; i++) {
      var some = new Masker();
      var secrets = new java.util.ArrayList<String>();
      for (var n = 0; n < 4; n++) {
        secrets.add(letters(random, 6 + random.nextInt(4)));
        some.add(new Secret("S", secrets.getLast()));
      }
      var text = letters(random, 200);

      var masked = some.mask(text);

      assertThat(masked.contains("***(S)")).isEqualTo(secrets.stream().anyMatch(text::contains));
      assertThat(secrets).noneMatch(masked::contains);
    }
  }

  private static String letters(java.util.Random random, int length) {
    return random
        .ints(length, 'a', 'c')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void prefersTheLongerOfTwo() {
    masker.add(new Secret("SHORT", "abcdef"));
    masker.add(new Secret("LONG", "abcdefghij"));

    assertThat(masker.mask("abcdefghij abcdef")).isEqualTo("***(LONG) ***(SHORT)");
  }
}
