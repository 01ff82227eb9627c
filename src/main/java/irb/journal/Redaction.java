package irb.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A record that was taken out of a log, as the record that tells of it says.
///
/// `seq` is the lost record, `told` the one that tells; `files` went with it.
public record Redaction(
    long seq, long told, Instant at, String actor, String host, String reason, List<String> files) {
  /// The type of the record that tells.
  static final String TYPE = "redacted";

  public Redaction {
    files = List.copyOf(files);
  }

  static Redaction of(Record record) {
    var data = record.data();
    return new Redaction(
        seq(data),
        record.seq(),
        record.ts(),
        record.actor(),
        record.host(),
        String.valueOf(data.getOrDefault("reason", "")),
        files(data));
  }

  static long seq(Map<String, Object> data) {
    return data.get("seq") instanceof Long seq ? seq : 0;
  }

  private static List<String> files(Map<String, Object> data) {
    return data.get("files") instanceof List<?> files
        ? files.stream().map(String::valueOf).toList()
        : List.of();
  }

  /// One sentence, for people.
  public String text() {
    return "record "
        + seq
        + " was redacted by "
        + actor
        + " on "
        + host
        + " at "
        + at
        + ": "
        + reason
        + " (record "
        + told
        + (files.isEmpty() ? "" : "; removed with it: " + String.join(", ", files))
        + ")";
  }
}
