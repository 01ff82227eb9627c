package irb.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tombstones met on a walk over a log, each waiting for the record that tells of it.
final class Redactions {
  private final long from;
  private final Map<Long, Tombstone> untold = new LinkedHashMap<>();
  private final List<Redaction> told = new ArrayList<>();

  /// Records up to number `from` are behind the walk: what is said of them was checked before.
  Redactions(long from) {
    this.from = from;
  }

  void bury(Tombstone tombstone) {
    untold.put(tombstone.seq(), tombstone);
  }

  /// Takes a record of type `redacted`, which is chained; says what is wrong with it.
  Optional<String> tell(Record record) {
    var data = record.data();
    var seq = Redaction.seq(data);
    if (seq >= 1 && seq <= from) {
      return Optional.empty();
    }
    var tombstone = untold.remove(seq);
    if (tombstone == null) {
      return Optional.of("it says that record " + seq + " was redacted, and that one was not");
    }
    if (!tombstone.hash().equals(data.get("h"))
        || !tombstone.previous().equals(data.get("previous"))
        || !tombstone.sha256().equals(data.get("sha256"))) {
      return Optional.of(
          "what it says of the redacted record " + seq + " is not what stands there");
    }
    told.add(Redaction.of(record));
    return Optional.empty();
  }

  /// The first tombstone that nobody told of.
  Optional<Tombstone> untold() {
    return untold.values().stream().findFirst();
  }

  List<Redaction> told() {
    return List.copyOf(told);
  }
}
