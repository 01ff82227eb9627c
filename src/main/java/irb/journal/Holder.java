package irb.journal;

import irb.expr.Times;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Whose run holds a target, as it stands beside the lock for whoever finds it taken.
///
/// `target` is for people, e.g. `production/db`; `runbook` is the one that the run began with.
public record Holder(Author by, Instant since, String run, String runbook, String target) {
  private static final int LONGEST = 1 << 16;

  Map<String, Object> data() {
    var data = new LinkedHashMap<String, Object>();
    data.put("v", 1);
    data.put("actor", by.actor());
    data.put("host", by.host());
    data.put("pid", by.pid());
    data.put("since", Times.micros(since));
    data.put("run", run);
    data.put("runbook", runbook);
    data.put("target", target);
    return data;
  }

  /// What `bytes` say; empty when they are not what irb writes.
  static Optional<Holder> of(byte[] bytes) {
    try {
      var data = bytes.length > LONGEST ? Map.<String, Object>of() : RecordParser.map(bytes);
      return data.get("pid") instanceof Long pid && pid >= 0
          ? Optional.of(
              new Holder(
                  new Author(text(data, "actor"), text(data, "host"), pid),
                  Instant.parse(text(data, "since")),
                  text(data, "run"),
                  text(data, "runbook"),
                  text(data, "target")))
          : Optional.empty();
    } catch (java.io.IOException | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, Object> data, String name) {
    return data.get(name) instanceof String text ? text : "";
  }
}
