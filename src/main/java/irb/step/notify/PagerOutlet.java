package irb.step.notify;

import irb.expr.ExpressionException;
import irb.expr.Secret;
import irb.step.Call;
import irb.step.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// PagerDuty's Events API v2; `severities` are the playbook's, worst first.
record PagerOutlet(Secret routingKey, Secret url, String source, List<String> severities)
    implements Outlet.Direct {
  /// Where events go unless the playbook names another place, such as that of the EU.
  static final String ENQUEUE = "https://events.pagerduty.com/v2/enqueue";

  /// Limits of PagerDuty's own; an event has at most 512 KB.
  private static final int MOST_OF_A_SUMMARY = 1024;

  private static final int MOST_OF_A_TEXT = 100_000;
  private static final List<String> THEIRS = List.of("critical", "error", "warning", "info");

  PagerOutlet {
    severities = List.copyOf(severities);
  }

  @Override
  public List<Secret> secrets() {
    return List.of(routingKey);
  }

  @Override
  public Outcome send(Letter letter, Call call) throws ExpressionException {
    var event = new LinkedHashMap<String, Object>();
    event.put("routing_key", routingKey);
    event.put("event_action", letter.signal().toString());
    event.put("dedup_key", letter.dedupKey().orElse(call.letterhead().incident()));
    if (letter.signal() == Signal.TRIGGER) {
      event.put("client", "irb");
      event.put("payload", payload(letter, call));
    }
    return Posting.json(url, event, call);
  }

  private Map<String, Object> payload(Letter letter, Call call) {
    var details = new LinkedHashMap<String, Object>();
    details.put("text", Letter.cut(letter.text(), MOST_OF_A_TEXT));
    if (!letter.footer().isEmpty()) {
      details.put("log", letter.footer());
    }
    var payload = new LinkedHashMap<String, Object>();
    payload.put("summary", Letter.cut(letter.summary(), MOST_OF_A_SUMMARY));
    payload.put("source", source);
    payload.put("severity", severity(call.letterhead().severity()));
    payload.put("custom_details", details);
    return payload;
  }

  /// The playbook's worst is PagerDuty's worst; one that it does not have is an error.
  private String severity(String ours) {
    var at = severities.indexOf(ours);
    return at < 0 ? "error" : THEIRS.get(Math.min(at, THEIRS.size() - 1));
  }
}
