package irb.engine;

import irb.engine.Listener.LogLostException;
import irb.expr.Durations;
import irb.expr.Template;
import irb.runbook.Playbook.Contact;
import irb.runbook.Playbook.Rung;
import irb.runbook.Playbook.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Tells whom to call: the contact the runbook names, else the first rung of the playbook's ladder,
/// and who is next when there is no answer.
final class Escalation {
  private final RunState state;
  private final Optional<Severity> severity;
  private final List<Rung> ladder;

  Escalation(RunState state) {
    this.state = state;
    var playbook = state.request().playbook();
    var key = state.request().runbook().about().severity();
    this.severity = key.flatMap(s -> Optional.ofNullable(playbook.severities().get(s)));
    this.ladder = playbook.ladder(key);
  }

  void tell(Optional<String> named) throws LogLostException {
    var first = named.or(() -> ladder.stream().findFirst().map(Rung::contact));
    state.warn(
        first
            .flatMap(this::contact)
            .map(c -> "escalate to " + c)
            .orElse("escalate to whoever is next; the playbook names no one"));
    var told = new HashSet<String>();
    first.ifPresent(told::add);
    for (var rung : above(first)) {
      var who = contact(rung.contact());
      if (who.isPresent() && told.add(rung.contact())) {
        state.inform("without an answer" + within(rung) + ": " + who.get());
      }
    }
    var also = severity.map(Severity::escalate).orElse(List.of());
    for (var contact : also.stream().filter(told::add).flatMap(c -> contact(c).stream()).toList()) {
      state.inform("of " + severity.orElseThrow().key() + " is told: " + contact);
    }
  }

  /// The rungs after that of `contact`; none when it does not stand on the ladder.
  private List<Rung> above(Optional<String> contact) {
    for (var i = 0; i < ladder.size(); i++) {
      if (contact.filter(ladder.get(i).contact()::equals).isPresent()) {
        return ladder.subList(i + 1, ladder.size());
      }
    }
    return List.of();
  }

  private String within(Rung rung) {
    Optional<Duration> after = rung.after().or(() -> severity.flatMap(Severity::respond));
    return after.map(a -> " after " + Durations.text(a)).orElse("");
  }

  private Optional<String> contact(String key) {
    return Optional.ofNullable(state.request().playbook().contacts().get(key))
        .map(c -> c.name() + ways(c));
  }

  private String ways(Contact contact) {
    var ways = new ArrayList<String>();
    contact.ways().forEach((way, template) -> ways.add(way + " " + reached(template)));
    return ways.isEmpty() ? "" : " (" + String.join(", ", ways) + ")";
  }

  /// A contact whose variable is missing is shown as written, so that it can be set.
  private String reached(Template template) {
    return state.message(template);
  }
}
