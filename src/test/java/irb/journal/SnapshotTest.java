package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void setUp() throws Exception {
    bench = Bench.in(folder);
    try (var journal = bench.create()) {
      var evidence = new EvidenceFolder(bench.folder(), Disk.real());
      try (var draft = evidence.draft("rows")) {
        draft.write("n\n1\n".getBytes(UTF_8));
        var kept = draft.keep("rows.csv", Optional.empty());
        var saved = Map.of("file", kept.name(), "bytes", kept.bytes(), "sha256", kept.sha256());
        journal.append(new Entry("result", "rows", 1, Map.of("saved", List.of(saved))));
      }
      journal.append(Entry.of("notice", Map.of("out", "x".repeat(1_100_000))));
    }
    Files.writeString(bench.folder().resolve("torn-1-2"), "{\"v\"");
    Files.writeString(bench.folder().resolve("evidence/.late.new"), "half");
  }

  private byte[] archive() throws Exception {
    var out = new ByteArrayOutputStream();
    try (var snapshot = Snapshot.of(bench.state(), Bench.INCIDENT)) {
      assertThat(snapshot.writeTo(out, "how to verify\n")).isEmpty();
    }
    return out.toByteArray();
  }

  private static Map<String, byte[]> entries(byte[] archive) throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (var next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
        entries.put(next.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  @Test
  void holdsTheLogAndAllFilesInOrder() throws Exception {
    var entries = entries(archive());

    assertThat(entries.keySet())
        .hasSize(6)
        .startsWith("log.jsonl", "evidence/rows.csv")
        .endsWith("torn-1-2", "VERIFY", "SHA256SUMS");
    assertThat(entries.get("log.jsonl")).isEqualTo(bench.bytes());
    assertThat(new String(entries.get("VERIFY"), UTF_8)).isEqualTo("how to verify\n");
  }

  @Test
  void theSameLogGivesTheSameBytes() throws Exception {
    assertThat(archive()).isEqualTo(archive());
  }

  @Test
  void itsSumsAreThoseOfItsFiles() throws Exception {
    Files.writeString(bench.folder().resolve("evidence/back\\slash\nline"), "odd");
    var unpacked = Files.createDirectory(folder.resolve("unpacked"));
    for (var entry : entries(archive()).entrySet()) {
      var file = unpacked.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
    Process check;
    try {
      check =
          new ProcessBuilder("sha256sum", "-c", "--strict", "SHA256SUMS")
              .directory(unpacked.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException _) {
      System.out.println("SnapshotTest: not proven here, there is no sha256sum");
      return;
    }
    var said = new String(check.getInputStream().readAllBytes(), UTF_8);

    assertThat(check.waitFor()).as(said).isZero();
    assertThat(said.lines()).hasSize(6).allMatch(l -> l.endsWith(": OK"));
  }

  @Test
  void endsAtTheLastNewlineWhoeverAppends() throws Exception {
    var whole = bench.bytes();
    Files.writeString(bench.log(), new String(whole, UTF_8) + "{\"v\":1,\"se");
    try (var snapshot = Snapshot.of(bench.state(), Bench.INCIDENT)) {
      Files.write(bench.log(), whole);
      try (var journal = bench.open()) {
        journal.append(Bench.notice(1));
      }
      var out = new ByteArrayOutputStream();
      snapshot.writeTo(out, "");

      assertThat(entries(out.toByteArray()).get("log.jsonl")).isEqualTo(whole);
      assertThat(snapshot.examination().verdict()).isInstanceOf(Verdict.Intact.class);
    }
  }

  @Test
  void aCorruptOneIsTakenAsItIs() throws Exception {
    for (var text :
        List.of("", "\n", "no log\n", Files.readString(bench.log()).replace("ada", "eve"))) {
      Files.writeString(bench.log(), text);
      try (var snapshot = Snapshot.of(bench.state(), Bench.INCIDENT)) {
        assertThat(snapshot.examination().isCorrupt()).isTrue();
      }
      assertThat(entries(archive()).get("log.jsonl")).asString(UTF_8).isEqualTo(text);
    }
  }

  @Test
  void followsNoLink() throws Exception {
    Files.createSymbolicLink(bench.folder().resolve("evidence/link"), bench.log());
    try (var snapshot = Snapshot.of(bench.state(), Bench.INCIDENT)) {
      assertThat(snapshot.writeTo(new ByteArrayOutputStream(), ""))
          .containsExactly("evidence/link");
    }
  }

  @Test
  void appearsWholeForItsOwnerOnlyAndReplacesNothing() throws Exception {
    var file = folder.resolve("a.zip");
    try (var snapshot = Snapshot.of(bench.state(), Bench.INCIDENT)) {
      snapshot.save(file, "how to verify\n", Disk.real());

      assertThat(file).hasBinaryContent(archive());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThatThrownBy(() -> snapshot.save(file, "", Disk.real()))
          .hasMessageContaining("exists already");
      assertThat(file).hasBinaryContent(archive());
    }
  }

  @Test
  void whatCannotBeWrittenLeavesNothing() throws Exception {
    var file = folder.resolve("b.zip");
    var probe = new FaultyDisk(_ -> false, Long.MAX_VALUE);
    try (var snapshot = Snapshot.of(bench.state(), Bench.INCIDENT)) {
      snapshot.save(file, "", probe);
      Files.delete(file);
      for (var n = 1L; n <= probe.calls(); n++) {
        var failing = n;
        var disk = new FaultyDisk(call -> call == failing, Long.MAX_VALUE);
        assertThatThrownBy(() -> snapshot.save(file, "", disk)).hasMessageContaining("b.zip");
        assertThat(file).doesNotExist();
      }
    }
    assertThat(folder).isDirectoryNotContaining(f -> f.toString().endsWith(".new"));
  }
}
