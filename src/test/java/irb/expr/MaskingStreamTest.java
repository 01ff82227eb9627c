package irb.expr;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingStreamTest {
  private static final String SECRET = "c4nary+ü/'7 &東\"x";

  private final Masker masker = new Masker();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static List<String> forms() {
    var bytes = SECRET.getBytes(UTF_8);
    var url = URLEncoder.encode(SECRET, UTF_8);
    var forms =
        new ArrayList<>(
            List.of(
                SECRET,
                url,
                url.replace("+", "%20"),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                SECRET.replace("\"", "\\\""),
                SECRET.replace("'", "'\\''"),
                SECRET.replace("&", "&amp;").replace("'", "&#39;").replace("\"", "&quot;")));
    for (var before : List.of("", "u", "us", "user:")) {
      var basic = (before + SECRET + "!").getBytes(UTF_8);
      forms.add(Base64.getEncoder().encodeToString(basic));
      forms.add(Base64.getUrlEncoder().encodeToString(basic));
    }
    return forms;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 64, 4096})
  void masksEveryFormWhereverItIsCut(int piece) throws IOException {
    masker.add(new Secret("CANARY", SECRET));
    var whole = String.join("\n", forms());
    for (var at = 0; at < whole.length(); at += 11) {
      out.reset();
      var stream = new MaskingStream(out, masker, piece);
      stream.write(whole.substring(0, at).getBytes(UTF_8));
      stream.flush();
      stream.write(whole.substring(at).getBytes(UTF_8));
      stream.close();

      assertThat(out.toString(UTF_8)).isEqualTo(masker.mask(whole));
    }
    forms().forEach(form -> assertThat(masker.mask(form)).contains("***(CANARY)"));
    assertThat(masker.mask(whole)).doesNotContain("c4nary", "YzRuYXJ5");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 64, 65_536})
  void whatIsNoTextSurvivesByteForByte(int piece) throws IOException {
    masker.add(new Secret("CANARY", SECRET));
    var bytes = new byte[200_000];
    new Random(11).nextBytes(bytes);
    var stream = new MaskingStream(out, masker, piece);

    for (var at = 0; at < bytes.length; at += 1000) {
      stream.write(bytes, at, 1000);
    }
    stream.write(SECRET.getBytes(UTF_8));
    stream.write(bytes);
    stream.close();

    var found = out.toString(ISO_8859_1);
    var raw = new String(bytes, ISO_8859_1);
    assertThat(found.equals(raw + "***(CANARY)" + raw)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 10, 100})
  void aSecretThatOverlapsItselfNeedsNoMoreRoom(int piece) throws IOException {
    masker.add(new Secret("AAA", "aaaaaa"));
    masker.add(new Secret("ENDS", "aaabcdefgh"));
    var stream = new MaskingStream(out, masker, piece);

    for (var i = 0; i < 10_000; i++) {
      stream.write('a');
    }
    stream.write("bcdefgh-".getBytes(UTF_8));
    stream.close();

    assertThat(out.toString(UTF_8)).matches("(\\*{3}\\((AAA|ENDS)\\))+-");
  }

  @Test
  void holdsBackOnlyWhatMayBecomeASecret() throws IOException {
    masker.add(new Secret("CANARY", "hunter2-hunter3"));
    var stream = new MaskingStream(out, masker);

    stream.write("password: hunter2".getBytes(UTF_8));
    stream.flush();
    assertThat(out).hasToString("password: ");
    stream.close();

    assertThat(out).hasToString("password: hunter2");
  }

  @Test
  void aSecretThatIsAddedLaterIsMaskedFromThenOn() throws IOException {
    var stream = new MaskingStream(out, masker, 8);
    stream.write("hunter2-hunter3 ".getBytes(UTF_8));
    stream.flush();

    masker.add(new Secret("LATE", "hunter2-hunter3"));
    stream.write("hunter2-hunter3".getBytes(UTF_8));
    stream.close();

    assertThat(out).hasToString("hunter2-hunter3 ***(LATE)");
  }
}
