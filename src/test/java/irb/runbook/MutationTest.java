package irb.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Expressions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a file holds, it is read as a runbook or there is a finding, and never an exception.
class MutationTest {
  private static final List<String> CHUNKS =
      List.of(
          "\n",
          "\t",
          " ",
          ":",
          "- ",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "|",
          ">",
          "&a ",
          "*a",
          "!x ",
          "${{",
          "}}",
          "$${{",
          "#",
          "---\n",
          "<<: ",
          "~",
          "\\",
          "\u0000",
          "\u202e",
          "\ud83d\ude00",
          "((((((((((",
          "!!!!!!!!",
          "a.b.c",
          "[0]",
          ".?",
          "- id: x\n",
          "% ",
          "@",
          "`",
          "\r",
          "\ufeff",
          "9".repeat(400),
          "x: ".repeat(40),
          "[".repeat(80),
          "\u2028",
          "\u0085",
          "0x1F",
          "1_000");

  @TempDir Path folder;

  private final Expressions expressions = new Expressions();

  @Test
  void neverThrows() throws IOException {
    mutate(new Random(20261121), 1_000, Duration.ofSeconds(3));
  }

  @Test
  @Tag("proof")
  void neverThrowsForAMinute() throws IOException {
    mutate(new Random(), Integer.MAX_VALUE, Duration.ofSeconds(60));
  }

  private void mutate(Random random, int most, Duration time) throws IOException {
    var files = originals();
    var end = System.nanoTime() + time.toNanos();
    for (var i = 0; i < most && System.nanoTime() < end; i++) {
      var bytes = files.get(random.nextInt(files.size()));
      var isPlaybook = random.nextInt(4) == 0;
      for (var n = 1 + random.nextInt(4); n > 0; n--) {
        bytes = mutated(bytes, files, random);
      }
      Files.write(folder.resolve("runbook.yaml"), isPlaybook ? files.getFirst() : bytes);
      Files.write(folder.resolve("playbook.yaml"), isPlaybook ? bytes : files.getFirst());
      check(bytes);
    }
  }

  private void check(byte[] bytes) {
    try {
      var loaded = Golden.load(folder, expressions);
      var text = Golden.text(loaded);
      assertThat(loaded.runbook().isPresent() || !text.isEmpty()).isTrue();
      assertThat(text.chars().noneMatch(c -> c < ' ' && c != '\n')).isTrue();
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(
          "on\n" + new String(bytes, java.nio.charset.StandardCharsets.UTF_8), e);
    }
  }

  private static List<byte[]> originals() throws IOException {
    var files = new ArrayList<byte[]>();
    files.add(Files.readAllBytes(Golden.LINT.resolve("playbook.yaml")));
    for (var folder : Golden.cases()) {
      files.add(Files.readAllBytes(folder.resolve("runbook.yaml")));
    }
    for (var name : List.of("playbook", "dashboard-outage", "database-outage")) {
      var examples = Golden.RESOURCES.resolve("examples").resolve("aidrive");
      files.add(Files.readAllBytes(examples.resolve(name + ".yaml")));
    }
    return files;
  }

  private static byte[] mutated(byte[] bytes, List<byte[]> files, Random random) {
    var from = random.nextInt(bytes.length + 1);
    var to = from + random.nextInt(Math.min(200, bytes.length - from + 1));
    var out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    switch (random.nextInt(6)) {
      case 0 -> out.write(random.nextInt(256));
      case 1 -> to = Math.min(bytes.length, from + 1 + random.nextInt(3));
      case 2 -> {} // the chunk is cut out
      case 3 -> {
        out.write(bytes, from, to - from);
        to = from;
      }
      case 4 -> {
        var other = files.get(random.nextInt(files.size()));
        var at = random.nextInt(other.length);
        out.write(other, at, Math.min(other.length - at, random.nextInt(200)));
      }
      default -> {
        out.writeBytes(
            CHUNKS
                .get(random.nextInt(CHUNKS.size()))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        to = from;
      }
    }
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
