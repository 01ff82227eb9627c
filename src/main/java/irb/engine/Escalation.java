package irb.engine;

import irb.engine.Listener.LogLostException;
import irb.runbook.Playbook.Contact;
import irb.runbook.Playbook.Rung;
import java.util.ArrayList;
import java.util.Optional;

/// Tells whom to call: the contact the runbook names, or the first rung of the playbook's ladder.
final class Escalation {
  private final RunState state;

  Escalation(RunState state) {
    this.state = state;
  }

  void tell(Optional<String> named) throws LogLostException {
    var playbook = state.request().playbook();
    var key = named.or(() -> playbook.escalation().stream().findFirst().map(Rung::contact));
    var contact = key.flatMap(k -> Optional.ofNullable(playbook.contacts().get(k)));
    state.warn(
        contact
            .map(c -> "escalate to " + c.name() + ways(c))
            .orElse("escalate to whoever is next; the playbook names no one"));
  }

  private String ways(Contact contact) {
    var ways = new ArrayList<String>();
    contact.ways().forEach((way, template) -> ways.add(way + " " + reached(template)));
    return ways.isEmpty() ? "" : " (" + String.join(", ", ways) + ")";
  }

  /// A contact whose variable is missing is shown as written, so that it can be set.
  private String reached(irb.expr.Template template) {
    return state.message(template);
  }
}
