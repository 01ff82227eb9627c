package irb.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Masker;
import irb.expr.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MaskingWriterTest {
  private static final String SECRET = "hunter2-hunter3";

  private final StringWriter out = new StringWriter();
  private final Masker masker = new Masker();
  private final MaskingWriter writer = new MaskingWriter(out, masker);

  @BeforeEach
  void keepsASecret() {
    masker.add(new Secret("PASSWORD", SECRET));
  }

  @Test
  void masksASecretThatComesInPieces() throws IOException {
    for (var letter : ("a " + SECRET + " b\n").split("", -1)) {
      writer.write(letter);
      writer.flush();
    }

    assertThat(out).hasToString("a ***(PASSWORD) b\n");
  }

  @Test
  void holdsBackOnlyWhatMayBecomeASecret() throws IOException {
    writer.write("password: hunter2");
    writer.flush();
    assertThat(out).hasToString("password: ");

    writer.write("!");
    writer.flush();
    assertThat(out).hasToString("password: hunter2!");
  }

  @Test
  void writesAWholeLineWithoutAFlush() throws IOException {
    writer.write("one\ntwo");

    assertThat(out.toString()).startsWith("one\n");
  }

  @Test
  void writesEverythingAtTheEnd() throws IOException {
    writer.write("hunt");
    writer.flush();
    assertThat(out).hasToString("");

    writer.end();

    assertThat(out).hasToString("hunt");
  }

  @Test
  void masksASecretOfSeveralLines() throws IOException {
    masker.add(new Secret("KEY", "first line\nsecond line"));

    writer.write("first line\n");
    writer.flush();
    writer.write("second line\n");

    assertThat(out).hasToString("***(KEY)\n");
  }

  @Test
  void doesNotCutASecretThatEndsAsAnotherBegins() throws IOException {
    masker.add(new Secret("OTHER", "xyz-hunter2"));

    writer.write("xyz-hunter2");
    writer.flush();
    assertThat(out).hasToString("");
    writer.close();

    assertThat(out).hasToString("***(OTHER)");
  }

  @Test
  void anyCutGivesTheSameText() throws IOException {
    var random = new Random(7);
    masker.add(new Secret("OTHER", "hunter3 and"));
    var text = "x hunter2-hunter3 and hunter2-hunter2-hunter3\nhunter3 an hunter3 and\nhunter";
    for (var i = 0; i < 500; i++) {
      var cut = new StringWriter();
      try (var pieces = new MaskingWriter(cut, masker)) {
        for (var at = 0; at < text.length(); ) {
          var end = Math.min(text.length(), at + 1 + random.nextInt(6));
          pieces.write(text.substring(at, end));
          if (random.nextBoolean()) {
            pieces.flush();
          }
          at = end;
        }
      }

      assertThat(cut.toString()).doesNotContain(SECRET, "hunter3 and");
    }
  }

  @Test
  void standsBehindAPrintWriter() {
    var print = new PrintWriter(writer);

    print.printf("%s%s%n", "hunter2-", "hunter3");
    print.flush();

    assertThat(out).hasToString("***(PASSWORD)" + System.lineSeparator());
  }
}
