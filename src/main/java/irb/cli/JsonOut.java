package irb.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/// Results as JSON: one document with `-o json`, and with `-o jsonl` one object a line; each says
/// what kind of thing it is.
record JsonOut(Invocation invocation) {
  void print(String kind, Map<String, Object> fields) {
    var object = new LinkedHashMap<String, Object>();
    object.put("irb", 1);
    object.put("kind", kind);
    object.putAll(fields);
    invocation.out().println(invocation.json().line(object));
  }
}
