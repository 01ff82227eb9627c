package irb.alert;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One alert: its labels and annotations, e.g. `{alertname: PostgresPoolExhausted, severity:
/// page}`.
public record Alert(
    Map<String, String> labels, Map<String, String> annotations, boolean isResolved) {
  public Alert {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  /// What it is called; empty when its labels do not say so.
  public String name() {
    return labels.getOrDefault("alertname", "");
  }

  /// For people and JSON: `firing` or `resolved`.
  public String status() {
    return isResolved ? "resolved" : "firing";
  }
}
