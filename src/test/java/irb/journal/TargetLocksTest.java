package irb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.expr.Masker;
import irb.expr.Secret;
import irb.journal.TargetLocks.Answer;
import irb.journal.TargetLocks.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetLocksTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:12:09.5Z");
  private static final Claim DB = Claim.target("p", "production", "db");

  @TempDir Path folder;
  private final Masker masker = new Masker();

  private TargetLocks locks(String actor) throws JournalException {
    return TargetLocks.in(
        new StateFolder(folder),
        new Author(actor, "ops-1", ProcessHandle.current().pid()),
        masker,
        InstantSource.fixed(NOW),
        Disk.real());
  }

  private Path only(String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("locks"))) {
      return files.filter(f -> f.toString().endsWith(ending)).toList().getFirst();
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void whoComesSecondIsToldWhoHoldsIt() throws Exception {
    try (var ada = locks("ada");
        var bob = locks("bob")) {
      assertThat(ada.take(DB, "i/1", "pool")).isInstanceOf(Answer.Ours.class);

      var answer = bob.take(DB, "i/2", "other");

      var holder = ((Answer.Theirs) answer).by().orElseThrow();
      assertThat(holder.by().actor()).isEqualTo("ada");
      assertThat(holder.by().host()).isEqualTo("ops-1");
      assertThat(holder)
          .extracting(Holder::since, Holder::run, Holder::runbook, Holder::target)
          .containsExactly(NOW, "i/1", "pool", "production/db");
      // being told does not drop the lock of the first
      assertThat(bob.take(DB, "i/2", "other")).isInstanceOf(Answer.Theirs.class);
      assertThat(locks("eve").take(DB, "i/3", "other")).isInstanceOf(Answer.Theirs.class);
    }
  }

  @Test
  void oneRunNeverBlocksItself() throws Exception {
    try (var ada = locks("ada")) {
      ada.take(DB, "i/1", "pool");

      assertThat(ada.take(DB, "i/1", "pool")).isInstanceOf(Answer.Ours.class);
    }
  }

  @Test
  void isFreeAgainAtTheEnd() throws Exception {
    try (var ada = locks("ada")) {
      ada.take(DB, "i/1", "pool");
    }

    try (var bob = locks("bob")) {
      assertThat(((Answer.Ours) bob.take(DB, "i/2", "other")).left()).isEmpty();
    }
    try (Stream<Path> files = Files.list(folder.resolve("locks"))) {
      assertThat(files).allMatch(f -> f.toString().endsWith(".lock"));
    }
  }

  @Test
  void whoDiedWithItIsNamed() throws Exception {
    try (var ada = locks("ada")) {
      ada.take(DB, "i/1", "pool");
      Files.copy(only(".json"), folder.resolve("left"));
    }
    Files.move(folder.resolve("left"), only(".lock").resolveSibling(DB.file() + ".json"));

    try (var bob = locks("bob")) {
      var left = ((Answer.Ours) bob.take(DB, "i/2", "other")).left();

      assertThat(left.orElseThrow().run()).isEqualTo("i/1");
      assertThat(Files.readString(only(".json"))).contains("bob").doesNotContain("ada");
    }
  }

  @Test
  void aHolderThatCannotBeReadIsAnotherRunAllTheSame() throws Exception {
    try (var ada = locks("ada");
        var bob = locks("bob")) {
      ada.take(DB, "i/1", "pool");
      for (var written : List.of("[", "{\"pid\":1,\"since\":\"x\"}")) {
        Files.writeString(only(".json"), written);

        var answer = bob.take(DB, "i/2", "other");

        assertThat(((Answer.Theirs) answer).by()).isEmpty();
      }
    }
  }

  @Test
  void namesOfAllSortsAreSafeAndKeptApart() throws Exception {
    var names = List.of("../../etc/passwd", "a/b", "\u0000", "", "x".repeat(5000), "ü", "a:b", ".");

    try (var ada = locks("ada");
        var bob = locks("bob")) {
      for (var name : names) {
        assertThat(ada.take(Claim.target(name, "e", "t"), "i/1", "r"))
            .isInstanceOf(Answer.Ours.class);
      }
      assertThat(bob.take(Claim.target("a", "b:e", "t"), "i/2", "r"))
          .isInstanceOf(Answer.Ours.class);
      assertThat(bob.take(Claim.target("a:b", "e", "t"), "i/2", "r"))
          .isInstanceOf(Answer.Theirs.class);
    }
    assertThat(Claim.target("ab", "c", "d").file())
        .isNotEqualTo(Claim.target("a", "bc", "d").file());
    try (Stream<Path> files = Files.list(folder.resolve("locks"))) {
      assertThat(files).allMatch(f -> f.getFileName().toString().matches("[0-9a-f]{64}\\.lock"));
    }
  }

  @Test
  void nobodyElseReadsItAndSecretsAreMasked() throws Exception {
    masker.add(new Secret("TOKEN", "hush-hush"));
    try (var ada = locks("hush-hush")) {
      ada.take(DB, "i/1", "pool");

      assertThat(Files.readString(only(".json")))
          .contains("***(TOKEN)", "\"run\":\"i/1\"")
          .doesNotContain("hush-hush");
      assertThat(mode(only(".json"))).isEqualTo("rw-------");
      assertThat(mode(only(".lock"))).isEqualTo("rw-------");
      assertThat(mode(folder.resolve("locks"))).isEqualTo("rwx------");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsSaid() throws Exception {
    Files.createFile(folder.resolve("locks"));

    assertThatThrownBy(() -> locks("ada"))
        .isInstanceOf(JournalException.class)
        .hasMessageContainingAll("locks", "cannot be made", "IRB_STATE");
  }
}
