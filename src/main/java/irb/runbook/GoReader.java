package irb.runbook;

import irb.runbook.Go.End;
import irb.runbook.Go.ToEnd;
import irb.runbook.Go.ToStep;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import java.util.Optional;

/// Reads where a step goes: a step's id, an end, or `{escalate: CONTACT}`.
final class GoReader {
  private final Findings findings;
  private boolean lostOne;

  GoReader(Findings findings) {
    this.findings = findings;
  }

  /// Whether something was written that is no way to go.
  boolean lostOne() {
    return lostOne;
  }

  Optional<Go> read(Form form, String key) {
    var go = form.node(key).flatMap(n -> read(n, key));
    lostOne |= form.has(key) && go.isEmpty();
    return go;
  }

  private Optional<Go> read(Node node, String key) {
    return switch (node) {
      case Scalar scalar -> Optional.of(word(scalar));
      case Mapping mapping
          when mapping.entries().size() == 1 && mapping.value("escalate").isPresent() ->
          escalation(Form.of(mapping, "'" + key + "'", findings));
      case Mapping _, Sequence _ -> {
        findings.error(
            node.place(),
            "'" + key + "' is a step, an end, or {escalate: CONTACT}, and this is " + node.kind(),
            "the ends are resolved, no_action, escalate, abort");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Go> escalation(Form form) {
    var contact = form.scalar("escalate");
    form.done();
    return contact.map(c -> new ToEnd(End.ESCALATE, Optional.of(c.text()), c.place()));
  }

  Go word(Scalar scalar) {
    return End.of(scalar.text())
        .map(end -> (Go) new ToEnd(end, Optional.empty(), scalar.place()))
        .orElseGet(() -> new ToStep(scalar.text(), scalar.place()));
  }
}
