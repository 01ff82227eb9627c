package irb.step.kubectl;

import irb.expr.Json;
import irb.expr.Masker;
import irb.step.Outcome;
import irb.step.Outcome.Aborted;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Outcome.InDoubt;
import irb.step.Outcome.Ok;
import irb.step.Outcome.TimedOut;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Takes the values of Kubernetes secrets out of what kubectl printed, before anybody sees it.
final class Redaction {
  private static final String HIDDEN = "***";
  private static final String APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private Redaction() {}

  /// `outcome` without them; when `sensitive`, what cannot be looked through is left out whole.
  static Outcome of(Outcome outcome, boolean sensitive) {
    var fields = fields(outcome.fields(), sensitive);
    return switch (outcome) {
      case Ok _ -> new Ok(fields);
      case Failed(var reason, var why, _) -> new Failed(reason, why, fields);
      case Fault(var reason, var why, _) -> new Fault(reason, why, fields);
      case TimedOut(var why, _) -> new TimedOut(why, fields);
      case Aborted(var why, _) -> new Aborted(why, fields);
      case InDoubt(var reason, var why, _) -> new InDoubt(reason, why, fields);
    };
  }

  private static Map<String, Object> fields(Map<String, Object> fields, boolean sensitive) {
    var json = fields.get("json");
    if (json != null) {
      var redacted = redacted(json);
      return redacted.equals(json)
          ? fields
          : with(fields, redacted, new Json(new Masker()).line(redacted));
    }
    var out = Objects.toString(fields.get("out"), "");
    return sensitive && out.stripLeading().startsWith("{")
        ? with(fields, "", "this output names secrets and is no whole JSON, so it is not shown")
        : fields;
  }

  private static Map<String, Object> with(Map<String, Object> fields, Object json, String out) {
    var changed = new HashMap<>(fields);
    changed.put("out", out);
    changed.put("lines", List.of(out));
    changed.put("words", List.of(List.of(out)));
    if (json.equals("")) {
      changed.remove("json");
    } else {
      changed.put("json", json);
    }
    return changed;
  }

  private static Object redacted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var kind = Objects.toString(map.get("kind"), "");
        var changed = new LinkedHashMap<String, Object>();
        map.forEach((key, v) ->
            changed.put(
                key.toString(),
                kind.equals("Secret") ? ofSecret(key.toString(), v) : redacted(inList(kind, v))));
        yield changed;
      }
      case List<?> list -> list.stream().map(Redaction::redacted).toList();
      default -> value;
    };
  }

  /// The objects of a `SecretList` do not say themselves what they are.
  private static Object inList(String kind, Object value) {
    return kind.equals("SecretList") && value instanceof List<?> items
        ? items.stream().map(Redaction::asSecret).toList()
        : value;
  }

  private static Object asSecret(Object item) {
    if (!(item instanceof Map<?, ?> map)) {
      return item;
    }
    var secret = new LinkedHashMap<String, Object>();
    map.forEach((k, v) -> secret.put(k.toString(), v));
    secret.put("kind", "Secret");
    return secret;
  }

  private static Object ofSecret(String key, Object value) {
    return switch (key) {
      case "data", "stringData" -> hidden(value, false);
      case "metadata" ->
          value instanceof Map<?, ?> metadata
                  && metadata.get("annotations") instanceof Map<?, ?> all
              ? replaced(metadata, "annotations", hidden(all, true))
              : value;
      default -> value;
    };
  }

  /// Every value hidden; of annotations only the one that repeats the whole object.
  private static Object hidden(Object value, boolean annotations) {
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    var changed = new LinkedHashMap<String, Object>();
    map.forEach(
        (k, v) -> changed.put(k.toString(), annotations && !k.equals(APPLIED) ? v : HIDDEN));
    return changed;
  }

  private static Object replaced(Map<?, ?> map, String key, Object value) {
    var changed = new LinkedHashMap<String, Object>();
    map.forEach((k, v) -> changed.put(k.toString(), k.equals(key) ? value : v));
    return changed;
  }
}
