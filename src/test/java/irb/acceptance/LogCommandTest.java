package irb.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import irb.journal.Keys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `irb log …` as it is typed: signing, taking away, redacting, checking.
class LogCommandTest {
  private static final String LEAKED = "tok-5up3r-s3cret";

  @TempDir Path folder;
  private Irb irb;
  private String incident;
  private Keys keys;

  @BeforeEach
  void run() throws Exception {
    irb = new Irb(folder).book("playbook: p\ntitle: P\ntargets: {here: {local: .}}\n");
    irb.runbook(
        "r",
        """
        runbook: r
        title: R
        steps:
          - {id: look, diagnose: Look, save: out.txt, shell: {target: here, effect: read, command: [echo, %s]}}
          - {id: enough, decide: Enough, choose: [{when: now < now, next: abort}], otherwise: no_action}
        """
            .formatted(LEAKED));
    irb.run("run", "r").exits(0);
    incident = irb.incident();
    keys = Keys.in(folder, "key");
  }

  private Ran log(String... words) {
    var all = new ArrayList<>(List.of("log"));
    all.addAll(List.of(words));
    return irb.run(all);
  }

  private void corrupt() throws IOException {
    Files.writeString(irb.log(), Files.readString(irb.log()).replaceFirst("tester", "nobody"));
  }

  private long seqOf(String type) {
    return log("show", "-o", "jsonl").jsonLines().stream()
        .filter(r -> r.at("/type").asText().equals(type))
        .findFirst()
        .orElseThrow()
        .at("/seq")
        .asLong();
  }

  @Test
  void aCheckpointConfirmsTheLogLater() throws Exception {
    var signed = log("checkpoint", "--key", "key.pem").exits(0);
    irb.file("kept", signed.out());
    irb.run("run", "r", "--incident", incident).exits(0);

    log("verify", "--checkpoint", "kept", "--key", "key.pub")
        .exits(0)
        .says("intact", "the log still holds", "by \"tester\" on \"here\"");
    log("show").exits(0).says("checkpoint", "signed, key SHA256:");
    var pem = Files.readString(keys.pem()).lines().skip(1).findFirst().orElseThrow();
    assertThat(Files.readString(irb.log()) + signed.all()).doesNotContain(pem);
  }

  @Test
  void aCheckpointInJsonIsOneToo() throws Exception {
    var signed = log("checkpoint", incident, "--key", "key.pem", "-o", "json").exits(0);
    irb.file("kept", signed.out());

    assertThat(signed.json().at("/checkpoint").asText()).startsWith("irb log checkpoint v1\n");
    var verified = log("verify", "--checkpoint", "kept", "--key", "key.pub", "-o", "json").exits(0);
    assertThat(verified.json().at("/checkpoint").asText())
        .startsWith(signed.json().at("/seq").asText() + ":");
  }

  @Test
  void aCheckpointShowsWhatIsWrong() throws Exception {
    irb.file("kept", log("checkpoint", "--key", "key.pem").exits(0).out());
    irb.file("changed", Files.readString(folder.resolve("kept")).replace("tester", "nobody"));
    Keys.in(folder, "other");

    log("verify", "--checkpoint", "kept", "--key", "other.pub").exits(1).says("by another key");
    log("verify", "--checkpoint", "changed", "--key", "key.pub").exits(1).says("was changed");
    log("verify", "--checkpoint", "key.pub", "--key", "key.pub").exits(1).says("no checkpoint");
    log("verify", "--checkpoint", "kept").exits(2).says("--key PUBKEYFILE");
    log("verify", "--checkpoint", "kept", "--key", "key.pem").exits(5).says("-pubout");
    log("verify", "20261121-013045-7f3a", "--checkpoint", "kept", "--key", "key.pub")
        .exits(1)
        .says("is of incident " + incident);
    var lines = Files.readAllLines(irb.log());
    Files.writeString(irb.log(), String.join("\n", lines.subList(0, 3)) + "\n");
    log("verify", "--checkpoint", "kept", "--key", "key.pub", "-o", "json").exits(1).json();
    log("verify", "--checkpoint", "kept", "--key", "key.pub").exits(1).says("were dropped");
    Files.move(irb.log().getParent(), folder.resolve("away"));
    log("verify", "--checkpoint", "kept", "--key", "key.pub").exits(1).says("the log is gone");
  }

  @Test
  void signsNothingThatIsCorrupt() throws Exception {
    corrupt();
    var before = Files.readString(irb.log());

    log("checkpoint", "--key", "key.pem").exits(1).says("Nothing was signed", "CORRUPT");
    log("checkpoint", "--key", "key.pem", "-o", "json").exits(1).json();
    log("redact", incident, "--seq", "3", "--reason", "x", "--yes").exits(1).says("Nothing");

    assertThat(irb.log()).hasContent(before);
  }

  @Test
  void saysWhichKeyItNeeds() {
    log("checkpoint").exits(2).says("--key FILE", "openssl genpkey");
    log("checkpoint", "--key", "none.pem").exits(5).says("There is no key file");
    log("checkpoint", "--key", "key.pub", "-o", "json").exits(5).json();
  }

  @Test
  void exportsAnArchiveThatIsNeverReplaced() throws Exception {
    log("export").exits(0).says("intact", "exported to " + incident + ".zip");
    log("export", incident, "mine.zip", "-o", "json").exits(0).json();

    assertThat(folder.resolve("mine.zip"))
        .hasBinaryContent(Files.readAllBytes(folder.resolve(incident + ".zip")));
    log("export").exits(2).says("exists already");
    log("export", "a", "b").exits(2).says("there is no incident 'a'");
    log("export", "20261121-013045-7f3a").exits(2).says("there is no incident");
  }

  @Test
  void exportsToStandardOutput() throws Exception {
    var ran = log("export", "-").exits(0);

    assertThat(ran.out()).isEmpty();
    assertThat(names(irb.bytes()))
        .containsExactly("log.jsonl", "evidence/out.txt", "VERIFY", "SHA256SUMS");
    log("export", "-", "-o", "json").exits(2).json();
  }

  @Test
  void aCorruptLogIsExportedAllTheSame() throws Exception {
    corrupt();

    log("export", "bad.zip").exits(1).says("warning", "CORRUPT");

    assertThat(names(Files.readAllBytes(folder.resolve("bad.zip")))).contains("log.jsonl");
  }

  private static List<String> names(byte[] archive) throws IOException {
    var names = new ArrayList<String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (var next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
        names.add(next.getName());
      }
    }
    return names;
  }

  @Test
  void redactsWhatLeakedAndSaysSoEverAfter() throws Exception {
    var seq = seqOf("result");
    assertThat(Files.readString(irb.log())).contains(LEAKED);

    log("redact", incident, "--seq", seq + "", "--reason", "a token", "--yes")
        .exits(0)
        .says("record " + seq + " is redacted", "removed evidence/out.txt", "Change the secret");

    assertThat(irb.log().resolveSibling("evidence/out.txt")).doesNotExist();
    log("verify")
        .exits(0)
        .says("intact", "redacted: record " + seq + " was redacted by tester on here", "a token");
    var verified = log("verify", "-o", "json").exits(0).json();
    assertThat(verified.at("/redactions/0/seq").asLong()).isEqualTo(seq);
    log("show").exits(0).says("look redacted by tester: a token").saysNot("no result");
    var again =
        log("redact", incident, "--seq", seq + "", "--reason", "x", "--yes", "-o", "json").exits(0);
    assertThat(again.json().at("/before").asBoolean()).isTrue();
    irb.run("run", "r", "--incident", incident).exits(0);
    irb.logVerifies();
  }

  @Test
  void redactsNothingUnasked() throws Exception {
    var before = Files.readString(irb.log());

    log("redact", incident, "--seq", "3", "--reason", "x").exits(3).says("--yes");
    log("redact", incident, "--seq", "3").exits(2).says("--reason");
    log("redact", incident, "--reason", "x").exits(2).says("--seq N");
    log("redact", "--seq", "3", "--reason", "x").exits(2).says("INCIDENT");
    log("redact", incident, "--seq", "1", "--reason", "x", "--yes").exits(2).says("'opened'");
    log("redact", incident, "--seq", "99", "--reason", "x", "--yes", "-o", "json").exits(2).json();

    assertThat(irb.log()).hasContent(before);
  }

  @Test
  void redactsWhenThePersonTypesTheIncident() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    var seq = seqOf("result");
    try (var terminal = new Tmux(irb)) {
      terminal.type("./irb log redact " + incident + " --seq " + seq + " --reason leaked");
      terminal.await("for good, or n").answer("yes");
      terminal.await("type " + incident).answer(incident);
      terminal.exits(0).await("is redacted");
    }
    assertThat(Files.readString(irb.log())).contains("\"redacted_record\"");
  }

  @Test
  void tailsTheEnd() {
    assertThat(log("tail", "--last", "1").exits(0).says("ended").out()).doesNotContain("Look");
    log("tail", incident).exits(0).says("opened", "ended");
    assertThat(log("tail", "--last", "2", "-o", "json").exits(0).json().at("/records")).hasSize(2);
    assertThat(log("tail", "--last", "2", "-o", "jsonl").exits(0).jsonLines()).hasSize(2);
    log("tail", "--last", "0").exits(2).says("from 1");
    log("tail", "--last", "x", "-o", "json").exits(2).json();
  }

  @Test
  void showsTheEnd() throws Exception {
    log("show", "--last", "1").exits(0).says("ended", "not checked").saysNot("opened");
    assertThat(log("show", "-o", "json").exits(0).json().at("/records/0/type").asText())
        .isEqualTo("opened");
    Files.writeString(irb.log(), "no record\n");
    assertThat(log("show", "-o", "json").exits(5).json().at("/why").asText())
        .contains("is not a record");
    log("show", "-o", "jsonl").exits(5).jsonLines();
  }

  @Test
  void followsUntilCtrlC() throws Exception {
    try (var child = Child.start(irb, "log", "tail", "-f", "--last", "1")) {
      await("run 1");
      irb.run("run", "r", "--incident", incident).exits(0);
      await("run 2");
      log("redact", incident, "--seq", seqOf("result") + "", "--reason", "x", "--yes").exits(0);
      await("redacted");
      child.signal("INT");
      child.await().exits(0);
    }
  }

  @Test
  void followsUntilNobodyReads() throws Exception {
    var reader = List.of("sh", "-c", "\"$@\" | head -n 5 > head; echo over", "sh");
    try (var child = Child.start(irb, reader, "log", "tail", "-f", "--last", "3")) {
      awaitIn("head", "incident");
      irb.run("run", "r", "--incident", incident).exits(0);

      child.await().exits(0).says("over");
    }
  }

  private void await(String text) throws Exception {
    awaitIn("child.out", text);
  }

  private void awaitIn(String name, String text) throws Exception {
    var file = folder.resolve(name);
    for (var i = 0; !Files.exists(file) || !Files.readString(file).contains(text); i++) {
      assertThat(i).as("'%s' never came", text).isLessThan(1200);
      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
    }
  }

  @Test
  void checksTheFilesThatTheLogNames() throws Exception {
    var evidence = irb.log().resolveSibling("evidence/out.txt");
    irb.file(folder.relativize(evidence) + "", "other\n");

    log("verify").exits(1).says("NOT AS RECORDED", "evidence/out.txt", "it was changed");
    Files.delete(evidence);
    log("verify").exits(1).says("it is missing");
    assertThat(log("verify", "-o", "json").exits(1).json().at("/files/0/file").asText())
        .isEqualTo("evidence/out.txt");
    irb.file(folder.relativize(evidence) + "", LEAKED + "\n");
    irb.file(folder.relativize(evidence) + "2", "more");
    log("verify").exits(0).says("no record names the file evidence/out.txt2");
  }

  @Test
  void warnsOfAStateFolderOnAnotherMachine() {
    irb.run("run", "r").saysNot("IRB_STATE");
    irb.on("nfs4");

    for (var ran : List.of(irb.run("run", "r").exits(0), log("verify").exits(0))) {
      assertThat(ran.err().split("set IRB_STATE to a local disk", -1)).hasSize(2);
    }
    log("verify", "-o", "json").exits(0).json();
  }

  @Test
  void eachSaysWhatItTakes() {
    log().exits(2).says("list, show, tail, verify, checkpoint, export, redact");
    for (var command :
        List.of("list", "show", "tail", "verify", "checkpoint", "export", "redact")) {
      log(command, "--help").exits(0).says("Usage: irb log " + command);
    }
    assertThat(new String(irb.bytes(), UTF_8)).isEmpty();
  }
}
