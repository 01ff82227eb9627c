package irb.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import irb.expr.Masker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// An incident with everything in it that can be attacked, a copy for each attack; 12 records.
///
/// 1 opened, 2 a tombstone, 3 run_started, 4 intent, 5 result with evidence, 6 result in an output,
/// 7 recovered, 8 checkpoint, 9 redacted, 10 to 12 notices.
final class Prey {
  private final Path folder;
  private final Model model;
  private String said;

  private Prey(Path folder, Model model) {
    this.folder = folder;
    this.model = model;
    this.said = model.checkpoint();
  }

  /// What all copies have in common.
  record Model(
      Path incident,
      String older,
      String other,
      Head head,
      String checkpoint,
      String olderCheckpoint,
      String byAnotherKey,
      String ofAnotherIncident,
      CheckingKey key) {

    static Model in(Path folder) throws Exception {
      var bench = Bench.in(folder);
      var key = Keys.in(folder, "key");
      try (var journal = bench.create()) {
        journal.append(Bench.notice(0));
        var run = journal.startRun(Map.of("runbook", "r"));
        run.append(new Entry("intent", "kill", 1, Map.of("text", "kill 4711")));
        run.append(new Entry("result", "kill", 1, Map.of("saved", List.of(evidence(bench)))));
        // as irb refers to what is too large for a line, without being as large
        var much = "{\"out\":\"xxxx\"}".getBytes(ISO_8859_1);
        var output = journal.keepOutput(much);
        run.append(new Entry("result", "much", 1, Map.of("file", output, "bytes", much.length)));
      }
      Files.writeString(bench.log(), Files.readString(bench.log()) + "{\"v\":1,\"torn");
      String olderCheckpoint;
      try (var journal = bench.open()) {
        journal.append(checkpoint(journal.head(), Bench.INCIDENT, key.signing()).entry());
        journal.redact(2, "it leaked");
        olderCheckpoint = checkpoint(journal.head(), Bench.INCIDENT, key.signing()).text();
        var older = Files.readString(bench.log());
        for (var i = 1; i <= 3; i++) {
          journal.append(Bench.notice(i));
        }
        var head = journal.head();
        return new Model(
            bench.folder(),
            older,
            other(folder.resolve("other")),
            head,
            checkpoint(head, Bench.INCIDENT, key.signing()).text(),
            olderCheckpoint,
            checkpoint(head, Bench.INCIDENT, Keys.in(folder, "other-key").signing()).text(),
            checkpoint(head, "20261121-013045-7f3b", key.signing()).text(),
            key.checking());
      }
    }

    private static Map<String, Object> evidence(Bench bench) throws IOException {
      var evidence = new EvidenceFolder(bench.folder(), Disk.real());
      try (var draft = evidence.draft("rows")) {
        draft.write("n\n1\n".getBytes(ISO_8859_1));
        var kept = draft.keep("rows.csv", Optional.empty());
        return Map.of("file", kept.name(), "bytes", kept.bytes(), "sha256", kept.sha256());
      }
    }

    private static Checkpoint checkpoint(Head head, String incident, SigningKey key) {
      return Checkpoint.of(incident, head, "2026-11-21T12:00:00.120034Z", Bench.author(), key);
    }

    private static String other(Path folder) throws Exception {
      var bench = Bench.in(folder);
      var id = "20261121-013045-7f3b";
      var mono = new AtomicLong();
      try (var journal =
          Journal.create(
              bench.state(),
              id,
              Bench.author(),
              Bench.CLOCK,
              mono::incrementAndGet,
              new Masker(),
              Disk.real(),
              "0.1.0")) {
        for (var i = 0; i < 12; i++) {
          journal.append(Bench.notice(i));
        }
      }
      return Files.readString(bench.state().log(id));
    }
  }

  /// A copy of the model's incident in `folder`.
  static Prey of(Model model, Path folder) throws IOException {
    var incident = folder.resolve(Bench.INCIDENT);
    try (var all = Files.walk(model.incident())) {
      for (var file : all.toList()) {
        Files.copy(file, incident.resolve(model.incident().relativize(file).toString()));
      }
    }
    return new Prey(incident, model);
  }

  Path folder() {
    return folder;
  }

  Path log() {
    return file("log.jsonl");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path evidence() {
    return file("evidence/rows.csv");
  }

  Path output() throws IOException {
    try (var files = Files.list(file("outputs"))) {
      return files.findFirst().orElseThrow();
    }
  }

  Path torn() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("torn-"))
          .findFirst()
          .orElseThrow();
    }
  }

  String olderLog() {
    return model.older();
  }

  String otherLog() {
    return model.other();
  }

  String checkpoint() {
    return said;
  }

  String olderCheckpoint() {
    return model.olderCheckpoint();
  }

  String byAnotherKey() {
    return model.byAnotherKey();
  }

  String ofAnotherIncident() {
    return model.ofAnotherIncident();
  }

  void say(String checkpoint) {
    said = checkpoint;
  }

  interface Change<T> {
    T of(T value) throws Exception;
  }

  interface Edit {
    void on(List<String> lines) throws Exception;
  }

  void text(Change<String> change) throws Exception {
    Files.writeString(log(), change.of(Files.readString(log(), ISO_8859_1)), ISO_8859_1);
  }

  void lines(Edit edit) throws Exception {
    var lines = Attacks.lines(log());
    edit.on(lines);
    Files.writeString(log(), String.join("\n", lines) + "\n", ISO_8859_1);
  }

  /// Changes record `seq`, and no hash.
  void edit(int seq, String from, String to) throws Exception {
    lines(l -> l.set(seq - 1, Attacks.replaced(l.get(seq - 1), from, to)));
  }

  /// Another story, without a trace of the first.
  void rewriteAll() throws Exception {
    for (var name : List.of("evidence/rows.csv", "outputs/" + output().getFileName())) {
      Files.delete(file(name));
    }
    Files.delete(torn());
    lines(l -> {
      var opened = l.getFirst();
      l.clear();
      l.add(opened);
      for (var i = 0; i < 20; i++) {
        l.add(after(l, l.size(), "notice", "{\"n\":" + i + "}"));
      }
    });
  }

  /// A record that follows the first `count` of `lines`.
  static String after(List<String> lines, int count, String type, String data) {
    var like = lines.get(count - 1);
    var hashed =
        like.substring(0, like.indexOf(",\"type\":"))
                .replaceFirst("\"seq\":\\d+", "\"seq\":" + (count + 1))
            + ",\"type\":\""
            + type
            + "\",\"data\":"
            + data;
    return hashed(hash(like), hashed);
  }

  /// Gives records `from` to `to` the hashes that fit.
  static void rehash(List<String> lines, int from, int to) {
    for (var seq = from; seq <= to; seq++) {
      var line = lines.get(seq - 1);
      lines.set(
          seq - 1,
          hashed(
              hash(lines.get(seq - 2)),
              line.substring(0, line.indexOf(",\"h\":\"", line.length() - 73))));
    }
  }

  /// Puts a tombstone in the place of record `seq`, and gives the data that would tell of it.
  static String bury(List<String> lines, int seq) {
    var line = lines.get(seq - 1);
    var buried =
        Tombstone.line(
            line.getBytes(ISO_8859_1), "{\"type\":\"notice\",\"by\":\"eve\",\"reason\":\"why\"}");
    lines.set(seq - 1, new String(buried, ISO_8859_1));
    return "{\"seq\":%d,\"h\":\"%s\",\"previous\":\"%s\",\"sha256\":\"%s\",\"reason\":\"why\"}"
        .formatted(
            seq,
            hash(line),
            seq == 1 ? Chain.genesis(Bench.INCIDENT) : hash(lines.get(seq - 2)),
            Tombstone.sha256(buried));
  }

  private static String hashed(String previous, String hashed) {
    var bytes = hashed.getBytes(ISO_8859_1);
    var hash = new Chain().next(previous.getBytes(ISO_8859_1), bytes, 0, bytes.length);
    return hashed + ",\"h\":\"" + new String(hash, ISO_8859_1) + "\"}";
  }

  private static String hash(String line) {
    return line.substring(line.length() - 66, line.length() - 2);
  }

  static String sha256(byte[] content) {
    return Chain.hex(Chain.sha256().digest(content));
  }

  /// What a check of it says, in the words of LOG.md: `with` nothing, a head, or a checkpoint.
  String checked(String with) throws JournalException {
    var mark = Optional.<Mark>empty();
    if (with.equals("with a head")) {
      mark = Mark.parse(model.head().text());
    } else if (with.equals("with a checkpoint")) {
      var checkpoint = Checkpoint.parse(said);
      if (checkpoint.isEmpty()
          || !model.key().signed(checkpoint.get())
          || !checkpoint.get().incident().equals(Bench.INCIDENT)) {
        return "detected";
      }
      mark = checkpoint.map(Checkpoint::mark);
    }
    var examination = LogVerifier.examine(log(), mark);
    if (!examination.isSound()) {
      return "detected";
    }
    if (examination.redactions().size() > 1) {
      return "listed";
    }
    return examination.verdict() instanceof Verdict.Torn
            || !examination.unnamed().isEmpty()
            || !examination.notes().isEmpty()
        ? "noted"
        : "not detected";
  }
}
