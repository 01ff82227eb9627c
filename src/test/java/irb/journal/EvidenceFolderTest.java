package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.journal.EvidenceFolder.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFolderTest {
  @TempDir Path incident;

  @Test
  void keepsAFileThatOnlyItsOwnerReads() throws Exception {
    var kept = saved(new EvidenceFolder(incident, Disk.real()), "dump", "hello");

    assertThat(kept)
        .isEqualTo(
            new Kept(
                "evidence/dump",
                5,
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
    var file = incident.resolve(kept.name());
    assertThat(file).hasContent("hello");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(incident.resolve("evidence"))).isEqualTo("rwx------");
    assertThat(names()).containsExactly("dump");
  }

  @Test
  void writesOverNothing() throws Exception {
    var folder = new EvidenceFolder(incident, Disk.real());

    assertThat(saved(folder, "dump", "one").name()).isEqualTo("evidence/dump");
    assertThat(saved(folder, "dump", "two").name()).isEqualTo("evidence/dump.2");
    assertThat(saved(folder, "dump", "three").name()).isEqualTo("evidence/dump.3");
    assertThat(incident.resolve("evidence/dump")).hasContent("one");
  }

  @Test
  void replacesWhatItKeptBefore() throws Exception {
    var folder = new EvidenceFolder(incident, Disk.real());
    var first = saved(folder, "dump", "one");
    try (var draft = folder.draft("again")) {
      draft.write("two".getBytes(UTF_8));

      assertThat(draft.keep("dump", Optional.of(first)).name()).isEqualTo("evidence/dump");
    }

    assertThat(names()).containsExactly("dump");
    assertThat(incident.resolve("evidence/dump")).hasContent("two");
  }

  @Test
  void aFileThatIsNotCompleteHasNoName() throws Exception {
    try (var draft = new EvidenceFolder(incident, Disk.real()).draft("dump.1-1")) {
      draft.write("half".getBytes(UTF_8));

      assertThat(names()).containsExactly(".dump.1-1.new");
    }
  }

  @Test
  void anInterruptedThreadLosesNothing() throws Exception {
    Thread.currentThread().interrupt();
    try {
      saved(new EvidenceFolder(incident, Disk.real()), "dump", "hello");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(incident.resolve("evidence/dump")).hasContent("hello");
  }

  @Test
  void aFullDiskIsAnErrorAndNoFileOfThatName() throws Exception {
    var disk = new FaultyDisk(_ -> false, 3);

    assertThatThrownBy(() -> saved(new EvidenceFolder(incident, disk), "dump", "hello"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
    assertThat(incident.resolve("evidence/dump")).doesNotExist();
  }

  /// A name stands for the whole content, or for nothing at all (the empty file that holds it).
  @Test
  void whateverFailsAFileIsWholeOrNotThere() throws Exception {
    for (var call = 1; call < 20; call++) {
      var failing = call;
      var here = Files.createDirectory(incident.resolve("i" + call));
      try {
        saved(new EvidenceFolder(here, new FaultyDisk(n -> n == failing, 100)), "dump", "hello");
      } catch (IOException e) {
        assertThat(e).hasMessage("call " + call + " fails");
      }
      var file = here.resolve("evidence/dump");
      assertThat(!Files.exists(file) || Files.readString(file).matches("|hello")).isTrue();
    }
  }

  private static Kept saved(EvidenceFolder folder, String name, String text) throws IOException {
    try (var draft = folder.draft(name)) {
      draft.write(text.getBytes(UTF_8));
      return draft.keep(name, Optional.empty());
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(incident.resolve("evidence"))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
