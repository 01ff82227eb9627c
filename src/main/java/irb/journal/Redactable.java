package irb.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A record that may be taken out of its log, where it stands, and the files that go with it.
///
/// `kept` are files that it names and that stay, because other records name them too. A `done` one
/// is a tombstone already.
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Redactable(
    Record record,
    byte[] line,
    long offset,
    String previous,
    List<String> files,
    List<String> kept,
    boolean done) {
  /// What the log could not be checked without.
  private static final Set<String> NEVER = Set.of("opened", Redaction.TYPE);

  public Redactable {
    files = List.copyOf(files);
    kept = List.copyOf(kept);
  }

  /// Looks for record `seq` in the log `file`; refuses what must stay.
  static Redactable find(Path file, long seq) throws JournalException {
    var search = new Search(file.toAbsolutePath().normalize().resolveSibling(""), seq);
    try (var reader = LogReader.open(file)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        search.take(next.get(), reader);
      }
    }
    return search.found();
  }

  private static final class Search {
    private final Path incident;
    private final long seq;
    private final Set<String> own = new TreeSet<>();
    private final Set<String> others = new TreeSet<>();
    private @Nullable Record record;
    private byte[] line = {};
    private long offset;
    private String previous = "";
    private boolean settled;

    Search(Path incident, long seq) {
      this.incident = incident;
      this.seq = seq;
    }

    void take(Record next, LogReader reader) throws JournalException {
      var files = NamedFiles.in(next, incident).stream().filter(NamedFile::isOurs).toList();
      if (next.seq() == seq) {
        record = next;
        line = reader.line();
        offset = reader.offset();
        files.forEach(f -> own.add(f.name()));
      } else {
        files.forEach(f -> others.add(f.name()));
      }
      if (next.seq() == seq - 1) {
        previous = next.h();
      }
      if (next.type().equals(Redaction.TYPE) && Redaction.seq(next.data()) == seq) {
        own.addAll(Redaction.of(next).files());
      }
      settled |= record != null && settles(next, record);
    }

    private static boolean settles(Record next, Record intent) {
      // a preview has no result of its own: that it was proposed shows that it succeeded
      return (next.type().equals("result") || next.type().equals("proposed") || isBuried(next))
          && next.step().equals(intent.step())
          && next.run().equals(intent.run());
    }

    private static boolean isBuried(Record next) {
      return next.type().equals(Tombstone.TYPE)
          && Objects.equals(next.data().get("type"), "result");
    }

    Redactable found() throws JournalException {
      var here = Optional.ofNullable(record);
      if (here.isEmpty()) {
        throw JournalException.refused("The log has no record " + seq + ".");
      }
      var type = here.get().type();
      if (NEVER.contains(type)) {
        throw JournalException.refused(
            "Record " + seq + " is '" + type + "', which the log cannot be checked without.");
      }
      if (type.equals("intent") && !settled) {
        throw JournalException.refused(
            "Record "
                + seq
                + " is an intent without its result: a run still has to settle it. Let the run end,"
                + " or resume it, then redact.");
      }
      var gone = new ArrayList<>(own);
      gone.removeAll(others);
      var kept = own.stream().filter(others::contains).toList();
      return new Redactable(
          here.get(), line, offset, previous, gone, kept, type.equals(Tombstone.TYPE));
    }
  }
}
