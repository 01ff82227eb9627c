package irb.engine;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Masker;
import irb.expr.Secret;
import irb.journal.Disk;
import irb.journal.EvidenceFolder;
import irb.journal.EvidenceFolder.Kept;
import irb.step.Outcome;
import irb.step.Outcome.Fault;
import irb.step.Outcome.Ok;
import irb.step.Reason;
import irb.step.Stop;
import irb.step.Stop.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavingTest {
  private static final Ok OK = new Ok(Map.of("out", "x"));

  @TempDir Path incident;
  private final Masker masker = new Masker();
  private final Stop stop = new Stop();
  private Archive archive = Archive.NONE;

  @BeforeEach
  void open() {
    archive =
        new Archive(new EvidenceFolder(incident, Disk.real()), masker, "20261121-013045-7f3a/1");
  }

  private Saving saving(long most) {
    return new Saving.Files(archive, "dump#1", "dump", stop, most);
  }

  @Test
  void whatPassesTheLimitFailsTheStepAndEndsIt() {
    var saving = saving(10);

    saving.write("0123456789");
    assertThat(stop.asked()).isEmpty();
    saving.write("0123456789");
    assertThat(stop.asked()).contains(Cause.ABORT);
    var outcome = saving.end(new Outcome.Aborted("stopped", Map.of("out", "x")));

    assertThat(outcome).isInstanceOf(Fault.class);
    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.LIMIT);
    assertThat(outcome.why()).contains("evidence/dump", "10 bytes");
    assertThat(outcome.fields()).containsEntry("out", "x");
    assertThat(incident.resolve("evidence/dump")).hasContent("0123456789");
  }

  @Test
  void exactlyTheLimitIsKept() {
    var saving = saving(10);

    saving.write("0123456789");

    assertThat(saving.end(OK)).isEqualTo(OK);
  }

  @Test
  void whatCannotBeSavedFailsAStepThatWentWell() throws IOException {
    Files.writeString(incident.resolve("evidence"), "no folder");
    var saving = saving(10);

    saving.write("01234");
    var outcome = saving.end(OK);

    assertThat(outcome).isInstanceOf(Fault.class);
    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.NOT_SAVED);
    assertThat(outcome.why()).startsWith("the output could not be saved as evidence/dump: ");
    assertThat(saving.files()).isEmpty();
  }

  @Test
  void anotherFailureStaysWhatItIs() throws IOException {
    Files.writeString(incident.resolve("evidence"), "no folder");
    var saving = saving(10);

    saving.write("01234");
    var outcome = saving.end(new Outcome.Failed(Reason.EXIT, "exit 3", Map.of()));

    assertThat(((Outcome.Failed) outcome).reason()).isEqualTo(Reason.EXIT);
    assertThat(outcome.why()).startsWith("exit 3; the output could not be saved");
  }

  @Test
  void anEmptyOutputIsAFileUnlessTheStepFailed() {
    saving(10).end(new Fault(Reason.UNREACHABLE, "no server"));
    assertThat(incident.resolve("evidence")).doesNotExist();

    saving(10).end(OK);
    assertThat(incident.resolve("evidence/dump")).isEmptyFile();
  }

  @Test
  void eachHostHasAFileOfItsOwn() {
    var saving = saving(100);

    saving.of("a.example").write("one");
    saving.of("b/../c").write("two");
    saving.of("b_.._c").write("three");
    saving.of("a.example").write(" and more");
    saving.end(OK);

    assertThat(saving.files())
        .extracting(Kept::name)
        .containsExactly(
            "evidence/dump.a.example", "evidence/dump.b_.._c", "evidence/dump.b_.._c_");
    assertThat(incident.resolve("evidence/dump.a.example")).hasContent("one and more");
    assertThat(incident.resolve("evidence/dump")).doesNotExist();
  }

  @Test
  void theLastAttemptThatHadAnOutputStays() {
    for (var text : new String[] {"one", "two", ""}) {
      var saving = saving(100);
      if (!text.isEmpty()) {
        saving.write(text);
      }
      saving.end(new Outcome.Failed(Reason.EXIT, "exit 1", Map.of()));
    }

    assertThat(saving(100).files()).extracting(Kept::name).containsExactly("evidence/dump");
    assertThat(incident.resolve("evidence/dump")).hasContent("two");
  }

  @Test
  void aFurtherVisitHasAFileOfItsOwn() {
    saving(100).end(OK);
    var second = new Saving.Files(archive, "dump#2", "dump", stop, 100);
    second.write("two");
    second.end(OK);

    assertThat(second.files()).extracting(Kept::name).containsExactly("evidence/dump.2");
  }

  @Test
  void whatComesAfterTheEndIsNotKept() {
    var saving = saving(100);
    saving.write("before");
    saving.end(OK);

    saving.write("after");

    assertThat(incident.resolve("evidence/dump")).hasContent("before");
  }

  @Test
  void noSecretReachesTheFileInPieces() {
    masker.add(new Secret("CANARY", "hunter2-hunter3"));
    var saving = saving(1000);

    for (var letter : "a hunter2-hunter3 b".split("", -1)) {
      saving.write(letter);
    }
    saving.end(OK);

    assertThat(incident.resolve("evidence/dump")).hasContent("a ***(CANARY) b");
  }
}
