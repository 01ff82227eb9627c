package irb.step;

import java.time.Instant;
import java.util.function.Supplier;

/// What stands on a message besides its text: the incident, how bad it is, when it is sent, and the
/// log's head at that moment, so that there is a copy of it elsewhere.
public record Letterhead(String incident, String severity, Instant at, Supplier<String> head) {

  /// One without a log.
  public static Letterhead of(String incident) {
    return new Letterhead(incident, "", Instant.EPOCH, () -> "");
  }

  /// E.g. `irb 20261121-013045-7f3a log 42:9f86d081884c7d65`; empty without a log.
  public String footer() {
    var head = head().get();
    return head.isEmpty() ? "" : "irb " + incident + " log " + head;
  }
}
