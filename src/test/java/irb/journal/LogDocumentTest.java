package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script in LOG.md knows the format from LOG.md alone; irb has to agree with it.
class LogDocumentTest {
  @TempDir Path folder;

  @Test
  void theDocumentedScriptVerifiesWhatIrbWrites() throws Exception {
    if (!hasPython()) {
      System.out.println("LogDocumentTest: not proven here, there is no python3");
      return;
    }
    var bench = Bench.in(folder);
    var hostile =
        List.<Object>of("\ud83d\ude00 \ud83d \0 \u2028 \u202e \u007f\"\\/", 1e-7, -5L, true);
    Head head;
    try (var journal = bench.create()) {
      journal.append(Entry.of("notice", Map.of("data", hostile, "empty", Map.of())));
      journal.append(Bench.notice(1));
      head = journal.startRun(Map.of("big", "x".repeat(1_100_000))).head();
    }
    var bytes = bench.bytes();

    assertThat(verify(bench)).isEqualTo("0 " + head.text());
    for (var bit : List.of(77, bytes.length * 4, bytes.length * 8 - 20)) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(bench.log(), bytes);
      assertThat(verify(bench)).startsWith("1 line");
      assertThat(bench.verdict()).isInstanceOf(Verdict.Corrupt.class);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
    Files.write(bench.log(), "{\"v\":1,\"se".getBytes(UTF_8));
    assertThat(verify(bench)).startsWith("1 ");
    Files.write(bench.log(), Arrays.copyOf(bytes, bytes.length + 5));
    assertThat(verify(bench)).startsWith("0 warning: 5 bytes").endsWith(head.text());
    Files.write(bench.log(), Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(verify(bench)).startsWith("0 warning: the last newline").endsWith(head.text());
  }

  @Test
  void theDocumentedScriptKnowsRedactions() throws Exception {
    if (!hasPython()) {
      System.out.println("LogDocumentTest: not proven here, there is no python3");
      return;
    }
    var bench = Bench.in(folder);
    bench.written(3);
    Head head;
    try (var journal = bench.open()) {
      journal.redact(3, "a \"secret\" of \u00fc");
      journal.append(Bench.notice(9));
      journal.redact(2, "another");
      head = journal.head();
    }
    var text = Files.readString(bench.log());

    assertThat(verify(bench)).isEqualTo("0 " + head.text());
    for (var forged :
        List.of(
            text.replaceFirst("\"by\":\"ada\"", "\"by\":\"eve\""),
            text.substring(0, text.lastIndexOf("{\"v\":1")),
            text.replace("\"redacted_record\"", "\"notice\""))) {
      Files.writeString(bench.log(), forged);
      assertThat(verify(bench)).startsWith("1 line");
      assertThat(bench.verdict()).isInstanceOf(Verdict.Corrupt.class);
    }
  }

  private String verify(Bench bench) throws IOException, InterruptedException {
    var script = folder.resolve("verify.py");
    Files.writeString(script, documented());
    var process =
        new ProcessBuilder("python3", script.toString(), bench.log().toString())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    return process.waitFor() + " " + output;
  }

  private static String documented() throws IOException {
    var page = Files.readString(Path.of("src/docs/LOG.md"));
    var start = page.indexOf("```python\n") + "```python\n".length();
    return page.substring(start, page.indexOf("```", start));
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      var process = new ProcessBuilder("python3", "-c", "pass").start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
