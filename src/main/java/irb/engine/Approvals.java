package irb.engine;

import irb.engine.Event.Pending;
import irb.step.Question;
import irb.step.Question.Option;
import irb.step.Risk;
import java.util.List;

/// Gets a change approved: by what was said beforehand, or by asking. Nothing is approved by
/// silence.
final class Approvals {
  private static final Option NO = new Option("n", "no");
  private static final Option SKIP = new Option("s", "skip");
  private static final Option DETAILS = new Option("d", "details");

  private final RunState state;

  Approvals(RunState state) {
    this.state = state;
  }

  /// How an approval ended.
  sealed interface Verdict {
    record Given(String by) implements Verdict {}

    record Declined(String by) implements Verdict {}

    record Skipped(String by) implements Verdict {}

    /// Whoever was asked left.
    record GivenUp() implements Verdict {}

    /// Nobody can be asked; `kind` is what would help beforehand.
    record Nobody(Pending.Kind kind) implements Verdict {}
  }

  Verdict ask(Proposal proposal) {
    var consent = state.request().consent();
    if (consent.declined().contains(proposal.step())) {
      return new Verdict.Declined("--decline");
    }
    if (consent.approved().contains(proposal.step())) {
      return new Verdict.Given("--approve");
    }
    if (consent.yes() && proposal.risk() != Risk.HIGH) {
      return new Verdict.Given("--yes");
    }
    if (!state.request().around().operator().isThere()) {
      return new Verdict.Nobody(
          proposal.risk() == Risk.HIGH ? Pending.Kind.APPROVE : Pending.Kind.YES);
    }
    return atTerminal(proposal);
  }

  private Verdict atTerminal(Proposal proposal) {
    while (true) {
      var answer = new Questions(state).ask(question(proposal));
      if (answer.isEmpty()) {
        return new Verdict.GivenUp();
      }
      switch (answer.get()) {
        case "n" -> {
          return new Verdict.Declined(by());
        }
        case "s" -> {
          return new Verdict.Skipped(by());
        }
        case "d" -> details(proposal);
        default -> {
          return new Verdict.Given(by());
        }
      }
    }
  }

  private String by() {
    return state.request().around().operator().name();
  }

  private static Question question(Proposal proposal) {
    return proposal.risk() == Risk.HIGH
        ? new Question.Typed(
            proposal.step(),
            "Type " + proposal.typed() + " to run it, or n / s(kip) / d(etails)",
            proposal.typed(),
            List.of(NO, SKIP, DETAILS))
        : new Question.Choice(
            proposal.step(), "Run it?", List.of(new Option("y", "yes"), NO, SKIP, DETAILS));
  }

  /// Everything there is to know: the whole runbook step, and every value it looked at.
  private void details(Proposal proposal) {
    var lines = new java.util.ArrayList<String>();
    lines.add("digest " + proposal.digest());
    for (var step : state.request().runbook().steps()) {
      state
          .result(step.id())
          .ifPresent(r ->
              lines.add(
                  step.id()
                      + ": "
                      + r.status()
                      + " "
                      + irb.expr.Visible.line(shortened(r.written().toString()))));
    }
    tell(String.join("\n", lines));
  }

  private static String shortened(String text) {
    return text.length() <= 400 ? text : text.substring(0, 400) + "…";
  }

  private void tell(String text) {
    try {
      state.inform(text);
    } catch (Listener.LogLostException _) {
      // the approval that follows is logged too, and stops there
    }
  }
}
