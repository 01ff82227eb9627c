package irb.engine;

import irb.engine.Event.Decided;
import irb.engine.Past.Origin;
import irb.engine.PastVisit.Announced;
import irb.engine.PastVisit.Approved;
import irb.engine.PastVisit.Choice;
import irb.engine.PastVisit.Shown;
import irb.journal.JournalException;
import irb.journal.LogReader;
import irb.journal.Record;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Folds the records of a run, one by one, into what is known of it.
public final class PastReader {
  private final String run;
  private final Map<String, PastVisit> visits = new HashMap<>();
  private final Map<String, Integer> inner = new HashMap<>();
  private final Map<String, String> blanks = new HashMap<>();
  private final Map<String, String> undoing = new HashMap<>();
  private final Set<String> undone = new HashSet<>();
  private Optional<Origin> origin = Optional.empty();
  private Instant last = Instant.EPOCH;
  private String by = "";
  private Optional<Exit> end = Optional.empty();
  private Optional<String> pending = Optional.empty();
  private long lastChange;
  private long lastEnd;
  private long changeBefore;
  private boolean isUndoing;

  private PastReader(String run) {
    this.run = run;
  }

  /// What the log `file` says of `run`; empty when it knows no such run.
  public static Optional<Past> read(Path file, String run) throws JournalException {
    var fold = new PastReader(run);
    try (var reader = LogReader.open(file)) {
      for (var record = reader.next(); record.isPresent(); record = reader.next()) {
        if (record.get().run().filter(run::equals).isPresent()) {
          fold.take(record.get(), new RecordData(reader.data(record.get())));
        }
      }
    }
    return fold.past();
  }

  private Optional<Past> past() {
    return origin.map(
        o -> new Past(run, o, last, by, end, pending, lastChange, lastEnd, visits, blanks, undone));
  }

  private void take(Record record, RecordData data) {
    last = record.ts();
    by = record.actor() + " on " + record.host() + " (process " + record.pid() + ")";
    var step = record.step().orElse("");
    switch (record.type()) {
      case "run_started" -> origin = Optional.of(data.origin(record.ts()));
      case "run_resumed" -> resumed(data);
      case "intent" -> intent(record, step, data);
      case "result" -> result(record, step, data);
      case "decided" -> decided(record, step, data);
      case "proposed" -> shown(record, step, data);
      case "approval" -> approval(record, step, data);
      case "choice" -> choice(record, step, data);
      case "answer" -> blanks.put(step, data.text("answer"));
      case "undo_started" -> isUndoing = true;
      case "run_ended" -> ended(record, data);
      default -> {
        // notices and what a newer irb may add say nothing about where the run stands
      }
    }
  }

  /// `restart/stop` and 2 → `restart#1/stop#2`, where `restart` was visited once so far.
  private String key(String step, int visit) {
    var key = new StringBuilder();
    var slash = step.indexOf('/');
    while (slash >= 0) {
      var outer = step.substring(0, slash);
      key.append(outer.substring(outer.lastIndexOf('/') + 1));
      key.append('#').append(inner.getOrDefault(outer, 1)).append('/');
      slash = step.indexOf('/', slash + 1);
    }
    return key + step.substring(step.lastIndexOf('/') + 1) + "#" + visit;
  }

  private PastVisit visit(Record record, String step) {
    return visits.getOrDefault(key(step, record.attempt()), PastVisit.NONE);
  }

  private void keep(Record record, String step, PastVisit visit) {
    visits.put(key(step, record.attempt()), visit);
  }

  private void resumed(RecordData data) {
    isUndoing = false;
    end = Optional.empty();
    pending = Optional.empty();
    var files = data.texts();
    origin =
        origin.map(o ->
            new Origin(
                o.started(),
                o.playbook(),
                o.runbook(),
                o.path(),
                o.here(),
                o.environment(),
                o.severity(),
                o.dry(),
                o.params(),
                o.alert(),
                data.has("targets") ? data.words("targets") : o.targets(),
                files.isEmpty() ? o.files() : files));
  }

  private void intent(Record record, String step, RecordData data) {
    var role = data.role();
    switch (role) {
      case RUN -> inner.put(step, record.attempt());
      case CHANGE -> {
        changeBefore = lastChange;
        lastChange = record.seq();
      }
      case UNDO -> undoing.put(step, data.text("of"));
      case READ, PREVIEW, REHEARSAL, MESSAGE -> {
        // what only reads is done again, and a message is not a change
      }
    }
    if (role == Role.CHANGE || role == Role.MESSAGE || role == Role.UNDO) {
      var announced = new Announced(record.seq(), role);
      keep(record, step, visit(record, step).announced(announced, data.captured(Map.of())));
    }
  }

  private void result(Record record, String step, RecordData data) {
    var before = visit(record, step);
    var result = data.result(record.ts());
    var captured = data.captured(before.captured());
    var announced = before.announced().map(Announced::seq).orElse(0L);
    if (announced == lastChange && result.attempts() == 0) {
      lastChange = changeBefore; // it was stopped before it began
    }
    keep(record, step, before.ended(record.seq(), result, data.isMasked("fields"), captured));
    blanks.keySet().removeIf(b -> b.startsWith(step + "."));
    var of = undoing.remove(step);
    if (of != null && result.isOk()) {
      undone.add(of);
    }
  }

  private void decided(Record record, String step, RecordData data) {
    var decided =
        new Decided(
            step.substring(step.lastIndexOf('/') + 1),
            data.text("title"),
            record.attempt(),
            data.text("next"),
            data.text("because"),
            data.text("condition"),
            data.restored("evidence", "kinds"),
            record.ts());
    keep(record, step, PastVisit.decided(record.seq(), decided));
  }

  private void shown(Record record, String step, RecordData data) {
    var shown = new Shown(data.text("digest"), data.maps("preview"));
    keep(record, step, visit(record, step).shown(shown));
  }

  private void approval(Record record, String step, RecordData data) {
    if (data.text("decision").equals("approved")) {
      var approved = new Approved(record.seq(), record.actor(), data.text("digest"));
      keep(record, step, visit(record, step).approved(approved));
    }
  }

  private void choice(Record record, String step, RecordData data) {
    keep(record, step, visit(record, step).chosen(new Choice(record.seq(), data.text("choice"))));
  }

  private void ended(Record record, RecordData data) {
    var how = Exit.of(data.text("outcome"));
    if (isUndoing && !how.equals(Optional.of(Exit.UNDONE))) {
      return; // how the run itself ended stands
    }
    end = how;
    if (end.isEmpty() || end.get() != Exit.SUSPENDED) {
      lastEnd = record.seq();
    }
    pending = data.map("pending").map(p -> p.text("step"));
  }
}
