package irb.alert;

import irb.expr.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Alertmanager sends to a webhook (version 4), lists (`amtool alert query -o json`), or one
/// alert of either: one or several alerts.
public record AlertPayload(List<Alert> alerts) {
  /// A longer text is no payload; Alertmanager's own are a few kilobytes for each alert.
  public static final int MOST_CHARACTERS = 1 << 20;

  private static final String NO_ALERT =
      "there is no alert in it; an Alertmanager payload has 'alerts', each with 'labels'";

  public AlertPayload {
    alerts = List.copyOf(alerts);
  }

  /// The alerts in `text`, at least one.
  public static AlertPayload parse(String text) throws AlertException {
    if (text.length() > MOST_CHARACTERS) {
      throw new AlertException("it is longer than any Alertmanager payload");
    }
    var value = JsonValues.parse(text).orElseThrow(() -> new AlertException("it is no JSON"));
    var alerts =
        switch (value) {
          case List<?> list -> several(list, Map.of());
          case Map<?, ?> map -> webhook(map);
          default -> List.<Alert>of();
        };
    if (alerts.isEmpty()) {
      throw new AlertException(NO_ALERT);
    }
    return new AlertPayload(alerts);
  }

  /// Those that are still firing; all of them when none is.
  public List<Alert> relevant() {
    var firing = alerts.stream().filter(a -> !a.isResolved()).toList();
    return firing.isEmpty() ? alerts : firing;
  }

  /// How many are resolved.
  public int resolved() {
    return (int) alerts.stream().filter(Alert::isResolved).count();
  }

  public boolean isResolved() {
    return resolved() == alerts.size();
  }

  /// The labels that all the relevant alerts share, for a run that is about all of them.
  public Map<String, String> labels() {
    var shared = new LinkedHashMap<>(relevant().getFirst().labels());
    relevant().forEach(a -> shared.entrySet().retainAll(a.labels().entrySet()));
    return shared;
  }

  /// What is common to the group stands also where an alert does not repeat it.
  private static List<Alert> webhook(Map<?, ?> payload) {
    var common = texts(payload.get("commonLabels"));
    texts(payload.get("groupLabels")).forEach(common::putIfAbsent);
    if (payload.get("alerts") instanceof List<?> list && !list.isEmpty()) {
      return several(list, common);
    }
    texts(payload.get("labels")).forEach(common::put);
    if (common.isEmpty()) {
      return List.of();
    }
    var annotations = texts(payload.get("commonAnnotations"));
    texts(payload.get("annotations")).forEach(annotations::put);
    return List.of(new Alert(common, annotations, isResolved(payload)));
  }

  private static List<Alert> several(List<?> list, Map<String, String> common) {
    var alerts = new ArrayList<Alert>();
    for (var element : list) {
      if (element instanceof Map<?, ?> map) {
        var labels = texts(map.get("labels"));
        common.forEach(labels::putIfAbsent);
        if (!labels.isEmpty()) {
          alerts.add(new Alert(labels, texts(map.get("annotations")), isResolved(map)));
        }
      }
    }
    return alerts;
  }

  /// An empty label is one that is not there, as Prometheus has it.
  private static Map<String, String> texts(@Nullable Object value) {
    var texts = new LinkedHashMap<String, String>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, text) -> {
        if (text instanceof String || text instanceof Number || text instanceof Boolean) {
          texts.put(key.toString(), text.toString());
        }
      });
    }
    texts.values().removeIf(String::isEmpty);
    return texts;
  }

  private static boolean isResolved(Map<?, ?> alert) {
    return "resolved".equals(alert.get("status"));
  }
}
