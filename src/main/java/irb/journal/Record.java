package irb.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One record as read back from a log; an `attempt` of 0 and empty `data` were left out.
@SuppressWarnings("JavaLangClash") // the word of the format; nobody here means java.lang.Record
public record Record(
    long seq,
    Instant ts,
    long mono,
    String incident,
    Optional<String> run,
    String actor,
    String host,
    long pid,
    String type,
    Optional<String> step,
    int attempt,
    Map<String, Object> data,
    String h) {
  public Record {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /// The same record with the data that its own only referred to.
  public Record with(Map<String, Object> data) {
    return new Record(seq, ts, mono, incident, run, actor, host, pid, type, step, attempt, data, h);
  }

  /// The head of the log when this was its last record.
  public Head head() {
    return new Head(seq, h);
  }
}
