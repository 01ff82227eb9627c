package irb.terminal;

import irb.journal.Record;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The actions of a run that began and of which no result is known yet.
final class OpenIntents {
  private final Map<String, Record> open = new LinkedHashMap<>();

  void note(Record record) {
    var step = record.step().orElse("");
    switch (record.type()) {
      case "intent" -> open.put(step, record);
      case "result" -> open.remove(step);
      // a preview has no result of its own: that it was proposed shows that it succeeded
      case "proposed" -> open.remove(step);
      case "redacted_record" -> {
        if ("result".equals(record.data().get("type"))) {
          open.remove(step);
        }
      }
      default -> {
        // says nothing about an action
      }
    }
  }

  /// Those that are left, once.
  List<Record> take() {
    var left = List.copyOf(open.values());
    open.clear();
    return left;
  }
}
