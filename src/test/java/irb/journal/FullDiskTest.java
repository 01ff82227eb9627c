package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real file system that is full, mounted where nobody else sees it.
class FullDiskTest {
  @SuppressWarnings("InlineFormatString") // a page of shell has its own place
  private static final String SCRIPT =
      """
      set -eu
      mount -t tmpfs -o size=256k none %1$s
      touch %2$s/mounted
      cp -r %2$s/state/. %1$s
      head -c 98304 /dev/zero > %1$s/ballast
      keep() { cp %1$s/incidents/*/log.jsonl %2$s/$1.jsonl; }
      %3$s > %2$s/filling; keep full
      %4$s > %2$s/again; keep again
      rm %1$s/ballast
      %5$s > %2$s/freed; keep freed
      """;

  @TempDir Path folder;

  @Test
  void aFullDiskLosesNothingAndIsGoneOnWithOnceThereIsRoom() throws Exception {
    var bench = Bench.in(folder);
    bench.create().close();
    var mount = Files.createDirectory(folder.resolve("mount"));
    var script =
        SCRIPT.formatted(
            mount,
            folder,
            quoted(ChildWriter.command(mount, "1000000", "first")),
            quoted(ChildWriter.command(mount, "1", "second")),
            quoted(ChildWriter.command(mount, "3", "third")));

    if (!mounted(script)) {
      System.out.println("FullDiskTest: not proven here, no tmpfs can be mounted");
      return;
    }

    // it is filled up, to within a line: the error says so, and the log verifies
    var filling = lines("filling");
    var told = filling.subList(0, filling.size() - 1);
    assertThat(told).hasSizeGreaterThan(100);
    assertThat(filling.getLast())
        .contains(mount.toString(), "could not be written", "check the disk", "No space left");
    assertThat(verdict("full")).isNotInstanceOf(Verdict.Corrupt.class);
    assertHolds("full", told);

    // as long as it is full, nobody else gets further, and nothing is lost
    assertThat(lines("again")).hasSize(1).first().asString().contains("No space left");
    assertHolds("again", told);

    // with room again, the next process goes on
    assertThat(lines("freed")).hasSize(3);
    assertThat(verdict("freed")).isInstanceOf(Verdict.Intact.class);
    assertHolds("freed", told);
    assertHolds("freed", lines("freed"));
  }

  private boolean mounted(String script) throws Exception {
    var unshare =
        System.getProperty("user.name").equals("root")
            ? List.of("unshare", "-m", "sh", "-c", script)
            : List.of("unshare", "-Urm", "sh", "-c", script);
    var errors = folder.resolve("errors");
    try {
      var process = new ProcessBuilder(unshare).redirectError(errors.toFile()).start();
      try {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        if (!Files.exists(folder.resolve("mounted"))) {
          return false;
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return true;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException _) {
      return false;
    }
  }

  private static String quoted(List<String> command) {
    return command.stream().map(w -> "'" + w + "'").collect(Collectors.joining(" "));
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file), UTF_8);
  }

  private Verdict verdict(String copy) throws JournalException {
    return LogVerifier.verify(folder.resolve(copy + ".jsonl"));
  }

  private void assertHolds(String copy, List<String> told) throws Exception {
    var found = new ArrayList<String>();
    try (var reader = LogReader.open(folder.resolve(copy + ".jsonl"))) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        found.add(String.valueOf(next.get().seq()));
      }
    }
    assertThat(found).containsSubsequence(told);
  }
}
