package irb.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/// What somebody who may write all of an incident's files can do to it, by the words of LOG.md.
final class Attacks {
  /// One of them, against the incident in a folder.
  @FunctionalInterface
  interface Attack {
    void on(Prey victim) throws Exception;
  }

  private static final Map<String, Attack> ALL = new LinkedHashMap<>();

  static {
    recordsAlone();
    withNewHashes();
    wholeLogs();
    tails();
    files();
    redactions();
    locks();
    checkpoints();
  }

  private Attacks() {}

  static Map<String, Attack> all() {
    return ALL;
  }

  private static void recordsAlone() {
    ALL.put("change one byte of a record", v -> v.edit(10, "check_db", "check_dc"));
    ALL.put("change a number, keeping the length", v -> v.edit(10, "\"n\":1", "\"n\":7"));
    ALL.put("change the time of a record", v -> v.edit(11, "T12:00:00", "T11:00:00"));
    ALL.put("change a hash", v -> v.edit(10, "\"h\":\"...", "\"h\":\"fff"));
    ALL.put("delete a record in the middle", v -> v.lines(l -> l.remove(4)));
    ALL.put("delete the first record", v -> v.lines(l -> l.remove(0)));
    ALL.put("delete the last records", v -> v.lines(l -> l.subList(10, 12).clear()));
    ALL.put("swap two records", v -> v.lines(l -> l.set(9, l.set(10, l.get(9)))));
    ALL.put(
        "insert a record", v -> v.lines(l -> l.add(5, Prey.after(l, 5, "notice", "{\"n\":9}"))));
    ALL.put("repeat a record", v -> v.lines(l -> l.add(5, l.get(5))));
  }

  private static void withNewHashes() {
    ALL.put(
        "append a record with a hash that fits",
        v -> v.lines(l -> l.add(Prey.after(l, l.size(), "notice", "{\"n\":9}"))));
    ALL.put(
        "append a record of another incident",
        v -> v.lines(l -> l.add(v.otherLog().lines().toList().getLast())));
    ALL.put(
        "set back the times of the last records, with new hashes",
        v ->
            v.lines(l -> {
              l.set(10, l.get(10).replace("T12:00:00", "T09:00:00"));
              l.set(11, l.get(11).replace("T12:00:00", "T09:00:00"));
              Prey.rehash(l, 11, 12);
            }));
    ALL.put(
        "replace the record of a checkpoint, with new hashes behind it",
        v ->
            v.lines(l -> {
              l.set(7, Prey.after(l, 7, "notice", "{\"n\":0}"));
              Prey.rehash(l, 8, 12);
            }));
    ALL.put(
        "change an evidence file and its hash in the log, with new hashes behind it",
        v -> {
          var before = Prey.sha256(Files.readAllBytes(v.file("evidence/rows.csv")));
          Files.writeString(v.file("evidence/rows.csv"), "n\n2\n");
          var now = Prey.sha256(Files.readAllBytes(v.file("evidence/rows.csv")));
          v.lines(l -> {
            l.set(4, l.get(4).replace(before, now));
            Prey.rehash(l, 5, 12);
          });
        });
  }

  private static void wholeLogs() {
    ALL.put("rewrite the whole log with new hashes", Prey::rewriteAll);
    ALL.put("put back an older copy of the log", v -> Files.writeString(v.log(), v.olderLog()));
    ALL.put("put in the log of another incident", v -> Files.writeString(v.log(), v.otherLog()));
    ALL.put("cut the log to nothing", v -> Files.writeString(v.log(), ""));
    ALL.put("delete the log", v -> Files.delete(v.log()));
    ALL.put(
        "delete the whole incident",
        v -> {
          try (var all = Files.walk(v.folder())) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
              Files.delete(file);
            }
          }
        });
  }

  private static void tails() {
    ALL.put("cut the last record in half", v -> v.text(t -> t.substring(0, t.length() - 99)));
    ALL.put("remove the last newline", v -> v.text(t -> t.substring(0, t.length() - 1)));
    ALL.put("add torn bytes behind the last record", v -> v.text(t -> t + "{\"v\":1,\"se"));
    ALL.put("add zeros behind the last record", v -> v.text(t -> t + "\0".repeat(512)));
    ALL.put("add an empty line", v -> v.text(t -> t + "\n"));
  }

  private static void files() {
    ALL.put("delete an output file", v -> Files.delete(v.output()));
    ALL.put(
        "change an output file",
        v -> Files.writeString(v.output(), Files.readString(v.output()).replace("xx", "yy")));
    ALL.put(
        "add an output file",
        v -> Files.writeString(v.file("outputs/" + Prey.sha256(new byte[1])), "\0"));
    ALL.put("change an evidence file", v -> Files.writeString(v.evidence(), "n\n2\n"));
    ALL.put("lengthen an evidence file", v -> Files.writeString(v.evidence(), "n\n1\n2\n"));
    ALL.put("delete an evidence file", v -> Files.delete(v.evidence()));
    ALL.put(
        "put a link in the place of an evidence file",
        v -> {
          Files.move(v.evidence(), v.folder().resolveSibling("away"));
          Files.createSymbolicLink(v.evidence(), v.folder().resolveSibling("away"));
        });
    ALL.put("add an evidence file", v -> Files.writeString(v.file("evidence/more"), "x"));
    ALL.put("delete the copy of a torn tail", v -> Files.delete(v.torn()));
    ALL.put(
        "change the copy of a torn tail, keeping its length",
        v -> Files.writeString(v.torn(), "x".repeat((int) Files.size(v.torn()))));
  }

  private static void redactions() {
    ALL.put("put a tombstone in the place of a record", v -> v.lines(l -> Prey.bury(l, 10)));
    ALL.put(
        "put a tombstone in the place of the first record",
        v ->
            v.lines(l -> {
              var told = Prey.bury(l, 1);
              l.add(Prey.after(l, l.size(), "redacted", told));
            }));
    ALL.put("change a tombstone", v -> v.edit(2, "\"by\":\"ada\"", "\"by\":\"eve\""));
    ALL.put(
        "remove the record that tells of a redaction",
        v ->
            v.lines(l -> {
              l.remove(8);
              l.set(8, l.get(8).replace("\"seq\":10", "\"seq\":9"));
              l.set(9, l.get(9).replace("\"seq\":11", "\"seq\":10"));
              l.set(10, l.get(10).replace("\"seq\":12", "\"seq\":11"));
              Prey.rehash(l, 9, 11);
            }));
    ALL.put(
        "say of an untouched record that it was redacted",
        v ->
            v.lines(l -> {
              var copy = new ArrayList<>(l);
              l.add(Prey.after(l, l.size(), "redacted", Prey.bury(copy, 10)));
            }));
    ALL.put(
        "put a tombstone in the place of a record, and tell of it in a chained record",
        v -> v.lines(l -> l.add(Prey.after(l, l.size(), "redacted", Prey.bury(l, 10)))));
    ALL.put(
        "the same, and rewrite what stands before it",
        v ->
            v.lines(l -> {
              l.set(3, l.get(3).replace("kill 4711", "kill 4712"));
              Prey.rehash(l, 4, 9);
              l.add(Prey.after(l, l.size(), "redacted", Prey.bury(l, 10)));
            }));
  }

  private static void locks() {
    ALL.put("write into the lock file", v -> Files.writeString(v.file("lock"), "held by eve"));
    ALL.put("delete the lock file", v -> Files.delete(v.file("lock")));
  }

  private static void checkpoints() {
    ALL.put("change the checkpoint", v -> v.say(v.checkpoint().replace("seq 12", "seq 11")));
    ALL.put("put in a checkpoint by another key", v -> v.say(v.byAnotherKey()));
    ALL.put("put in a checkpoint of another incident", v -> v.say(v.ofAnotherIncident()));
    ALL.put("put in an older checkpoint", v -> v.say(v.olderCheckpoint()));
  }

  /// A fixed text, or one with three characters that are any.
  static String replaced(String line, String from, String to) throws IOException {
    var pattern = java.util.regex.Pattern.quote(from).replace("...", "\\E[0-9a-f]{3}\\Q");
    var changed = line.replaceFirst(pattern, Matcher.quoteReplacement(to));
    if (changed.equals(line)) {
      throw new IOException("nothing changed in " + line);
    }
    return changed;
  }

  static List<String> lines(Path log) throws IOException {
    return new ArrayList<>(Files.readAllLines(log, ISO_8859_1));
  }
}
