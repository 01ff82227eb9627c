package irb.step.notify;

import irb.step.Outcome;
import irb.step.notify.Receipt.State;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What came of a message at all of its channels.
record Receipts(List<Receipt> all) {
  Receipts {
    all = List.copyOf(all);
  }

  /// The worst of them, with what is known of each.
  Outcome outcome() {
    var worst = all.stream().max(Comparator.comparing(Receipt::state)).orElseThrow();
    var fields = fields(worst.state());
    var why = why();
    return switch (worst.outcome()) {
      case Outcome.Ok _ -> new Outcome.Ok(fields);
      case Outcome.Failed failed -> new Outcome.Failed(failed.reason(), why, fields);
      case Outcome.Fault fault -> new Outcome.Fault(fault.reason(), why, fields);
      case Outcome.TimedOut _ -> new Outcome.TimedOut(why, fields);
      case Outcome.Aborted _ -> new Outcome.Aborted(why, fields);
      case Outcome.InDoubt doubt -> new Outcome.InDoubt(doubt.reason(), why, fields);
    };
  }

  private String why() {
    return all.stream()
        .filter(r -> !r.why().isEmpty())
        .map(r -> r.channel() + ": " + r.why())
        .collect(Collectors.joining("; "));
  }

  private Map<String, Object> fields(State worst) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("sent", all.stream().allMatch(r -> r.state() == State.SENT));
    fields.put("channel", all.stream().map(Receipt::channel).collect(Collectors.joining(", ")));
    fields.put("status", worst.toString());
    fields.put("channels", all.stream().map(Receipts::row).toList());
    var tasks =
        all.stream().map(Receipt::task).filter(t -> !t.isEmpty()).collect(Collectors.joining("\n"));
    if (!tasks.isEmpty()) {
      fields.put("manual", tasks);
    }
    return fields;
  }

  private static Map<String, Object> row(Receipt receipt) {
    var row = new LinkedHashMap<String, Object>();
    row.put("channel", receipt.channel());
    row.put("status", receipt.state().toString());
    if (!receipt.why().isEmpty()) {
      row.put("why", receipt.why());
    }
    return row;
  }
}
