package irb.runbook;

import irb.expr.Expression;
import irb.expr.Template;
import irb.runbook.DecideStep.Ask;
import irb.runbook.DecideStep.Choice;
import irb.runbook.DecideStep.Choose;
import irb.runbook.DecideStep.Decision;
import irb.runbook.DecideStep.Way;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import java.util.ArrayList;
import java.util.Optional;

/// Reads what a decide step chooses from.
final class DecideReader {
  private final Findings findings;
  private final GoReader jumps;

  DecideReader(Findings findings, GoReader jumps) {
    this.findings = findings;
    this.jumps = jumps;
  }

  Optional<Decision> read(Form form) {
    var asks = form.has("ask");
    if (asks == form.has("choose")) {
      findings.error(
          form.place(),
          asks
              ? "a decide step has 'choose' or 'ask', not both"
              : "a decide step needs 'choose' or 'ask'",
          "choose: [{when: CONDITION, next: STEP}] with otherwise: STEP, or ask: {STEP: label}");
      form.allow("choose", "ask", "otherwise");
      return Optional.empty();
    }
    return asks ? ask(form) : choose(form);
  }

  private Optional<Decision> choose(Form form) {
    var choices = new ArrayList<Choice>();
    for (var node : form.list("choose")) {
      choice(node).ifPresent(choices::add);
    }
    var otherwise = jumps.read(form, "otherwise");
    if (!form.has("otherwise")) {
      findings.error(
          form.place(),
          "a decide step needs 'otherwise'",
          "say where to go when no condition is true; escalate is a safe answer");
    }
    return otherwise.map(o -> new Choose(choices, o));
  }

  private Optional<Choice> choice(Node node) {
    var form = Form.of(node, "a choice", findings);
    var when = form.requiredScalar("when").map(Expression::of);
    var next = nextOf(form);
    var because = form.scalar("because").map(s -> Template.parse(s, findings));
    form.done();
    return when.isEmpty() || next.isEmpty()
        ? Optional.empty()
        : Optional.of(new Choice(when.get(), next.get(), because));
  }

  private Optional<Go> nextOf(Form form) {
    form.required("next");
    return jumps.read(form, "next");
  }

  private Optional<Decision> ask(Form form) {
    var ways = new ArrayList<Way>();
    form.form("ask")
        .ifPresent(f ->
            f.entries()
                .forEach((key, label) ->
                    f.asScalar(label, "'" + key + "'")
                        .ifPresent(
                            l -> ways.add(new Way(jumps.word(key), Template.parse(l, findings))))));
    if (form.has("otherwise")) {
      form.allow("otherwise");
      findings.error(
          form.keyPlace("otherwise"),
          "'otherwise' goes with 'choose'; a person picks from 'ask'",
          "remove it");
    }
    if (ways.size() < 2) {
      findings.error(
          form.keyPlace("ask"),
          "'ask' needs at least two ways to go",
          "for example ask: {rollback: Roll back, escalate: Hand over}");
      return Optional.empty();
    }
    return Optional.of(new Ask(ways));
  }
}
