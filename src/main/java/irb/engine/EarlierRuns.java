package irb.engine;

import irb.expr.Masker;
import irb.journal.JournalException;
import irb.journal.LogReader;
import irb.journal.LogVerifier;
import irb.journal.Record;
import irb.journal.StateFolder;
import irb.journal.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The runs that made one change before, read from all logs of the state folder.
final class EarlierRuns {
  private final StateFolder state;
  private final Masker masker;

  EarlierRuns(StateFolder state, Masker masker) {
    this.state = state;
    this.masker = masker;
  }

  /// The step `step` of `runbook`, whether that runs on its own or in another one.
  record Change(String playbook, String runbook, String environment, String step) {}

  /// A run that made the change, last at `at`.
  record Made(String run, String actor, Instant at) {}

  /// Those that made `change` after `since`, oldest first, except `own`.
  List<Made> of(Change change, Optional<Instant> since, String own) throws JournalException {
    var made = new HashMap<String, Made>();
    for (var incident : state.list()) {
      var log = state.log(incident);
      if (since.isEmpty() || !modified(log).isBefore(since.get())) {
        read(log, new Search(change, made));
      }
    }
    made.remove(own);
    return made.values().stream()
        .filter(m -> since.isEmpty() || m.at().isAfter(since.get()))
        .sorted(Comparator.comparing(Made::at))
        .toList();
  }

  private static Instant modified(Path log) throws JournalException {
    try {
      return Files.getLastModifiedTime(log).toInstant();
    } catch (IOException e) {
      throw JournalException.unreadable(log, e);
    }
  }

  private static void read(Path log, Search search) throws JournalException {
    if (LogVerifier.verify(log) instanceof Verdict.Corrupt corrupt) {
      throw JournalException.corrupt(corrupt);
    }
    try (var reader = LogReader.open(log)) {
      for (var record = reader.next(); record.isPresent(); record = reader.next()) {
        search.look(record.get(), reader);
      }
    }
  }

  /// Whether this is the intent of the change itself, and not of what is read before it.
  private static boolean isMade(Map<String, Object> intent) {
    return new RecordData(intent).role() == Role.CHANGE;
  }

  /// One walk over one log.
  private final class Search {
    private static final String NESTED = "runbook ";

    private final Change change;
    private final Map<String, Made> made;
    private final Map<String, String> runbooks = new HashMap<>();

    Search(Change change, Map<String, Made> made) {
      this.change = change;
      this.made = made;
    }

    void look(Record record, LogReader reader) throws JournalException {
      var run = record.run().orElse("");
      if (record.type().equals("run_started")) {
        var data = reader.data(record);
        if (is(data, "playbook", change.playbook())
            && is(data, "environment", change.environment())) {
          runbooks.put(run, Objects.toString(data.get("runbook"), ""));
        }
      }
      if (record.type().equals("intent") && runbooks.containsKey(run)) {
        intent(record, run, reader.data(record));
      }
    }

    private void intent(Record record, String run, Map<String, Object> data) {
      var step = record.step().orElse("");
      if (Objects.equals(data.get("action"), "run")) {
        var text = Objects.toString(data.get("text"), "");
        var name = text.startsWith(NESTED) ? text.substring(NESTED.length()) : text;
        runbooks.put(run + " " + step, name.split(",", 2)[0]);
      } else if (isTheChange(run, step) && isMade(data)) {
        made.put(run, new Made(run, record.actor(), record.ts()));
      }
    }

    /// A nested step is looked for in the runbook that the step around it runs.
    private boolean isTheChange(String run, String step) {
      var slash = step.lastIndexOf('/');
      var around = slash < 0 ? run : run + " " + step.substring(0, slash);
      return step.substring(slash + 1).equals(change.step())
          && same(runbooks.getOrDefault(around, ""), change.runbook());
    }

    private boolean is(Map<String, Object> data, String name, String wanted) {
      return same(Objects.toString(data.get(name), ""), wanted);
    }

    /// What was logged was masked.
    private boolean same(String logged, String wanted) {
      return logged.equals(wanted) || logged.equals(masker.mask(wanted));
    }
  }
}
