package irb.engine;

import irb.step.Risk;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A change as it is put before whoever approves it.
///
/// `why` are lines such as `usage.row.used = 27 (4s ago)`; `typed` is what has to be typed for one
/// of high risk, e.g. `production/db`.
public record Proposal(
    String step,
    int visit,
    String title,
    String text,
    String target,
    String where,
    String environment,
    boolean isProtected,
    Optional<String> because,
    List<String> why,
    Optional<Preview> preview,
    Risk risk,
    String undo,
    List<String> verified,
    Optional<String> confirm,
    String digest) {
  public Proposal {
    why = List.copyOf(why);
    verified = List.copyOf(verified);
  }

  /// What the preview showed: its rows, or its text.
  public record Preview(List<Map<String, Object>> rows, String text) {
    public Preview {
      rows = List.copyOf(rows);
    }
  }

  /// What has to be typed to approve it when its risk is high.
  public String typed() {
    return environment + "/" + (target.isEmpty() ? step : target);
  }
}
