package irb.engine;

import irb.engine.Event.Approval;
import irb.engine.Event.Pending;
import irb.engine.Listener.LogLostException;
import irb.runbook.ActionStep;
import irb.step.Question;
import irb.step.Question.Option;
import irb.step.Risk;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
    record Given() implements Verdict {}

    record Declined() implements Verdict {}

    record Skipped() implements Verdict {}

    /// Whoever was asked left.
    record GivenUp() implements Verdict {}

    /// Nobody can be asked; `kind` is what would help, and `why` says what for.
    record Nobody(String why, Pending.Kind kind) implements Verdict {}
  }

  /// What somebody said to a proposal, and how: `terminal`, `--yes`, `--approve`.
  private sealed interface Said {
    record Yes(String by) implements Said {}

    record No(String by) implements Said {}

    record Skip(String by) implements Said {}

    record Left() implements Said {}

    record Nothing(Pending.Kind kind) implements Said {}
  }

  /// Gets it approved, by as many people as the step wants.
  Verdict of(ActionStep step, int visit, Proposal proposal) throws LogLostException {
    var needed = step.write().map(ActionStep.Write::approvals).orElse(1);
    var me = state.request().around().actor();
    var bound = new Binding(state).holds(step, visit, proposal);
    var people = new TreeSet<String>();
    if (bound.isEmpty()) {
      people.addAll(state.replay().approvers(state.key(step, visit), proposal.digest()));
    }
    if (people.size() >= needed) {
      state.inform("'" + state.name(step) + "' was approved by " + String.join(" and ", people));
      return new Verdict.Given();
    }
    if (people.contains(me)) {
      return missing(people, needed);
    }
    return switch (ask(proposal, bound)) {
      case Said.Yes(var by) -> {
        approval(proposal, "approved", by);
        people.add(me);
        yield people.size() >= needed ? new Verdict.Given() : missing(people, needed);
      }
      case Said.No(var by) -> {
        approval(proposal, "declined", by);
        yield new Verdict.Declined();
      }
      case Said.Skip(var by) -> {
        approval(proposal, "skipped", by);
        yield new Verdict.Skipped();
      }
      case Said.Left _ -> new Verdict.GivenUp();
      case Said.Nothing(var kind) ->
          new Verdict.Nobody(
              "needs an approval and " + state.request().around().operator().absence(), kind);
    };
  }

  private static Verdict missing(Set<String> people, int needed) {
    return new Verdict.Nobody(
        "was approved by "
            + String.join(" and ", people)
            + " and wants "
            + needed
            + " people; somebody else has to approve it too",
        Pending.Kind.APPROVE_TOO);
  }

  private void approval(Proposal proposal, String decision, String by) throws LogLostException {
    state.emit(
        new Approval(
            proposal.step(),
            proposal.visit(),
            decision,
            by,
            proposal.digest(),
            state.request().consent().comment()));
  }

  /// `bound` is why an approval of what was shown before is void, if it is.
  private Said ask(Proposal proposal, Optional<String> bound) throws LogLostException {
    var consent = state.request().consent();
    if (consent.declined().contains(proposal.step())) {
      return new Said.No("--decline");
    }
    if (consent.approved().contains(proposal.step())) {
      if (bound.isEmpty()) {
        return new Said.Yes("--approve");
      }
      state.warn("the approval of '" + proposal.step() + "' is void: " + bound.get());
    } else if (consent.yes() && proposal.risk() != Risk.HIGH) {
      return new Said.Yes("--yes");
    }
    if (!state.request().around().operator().isThere()) {
      return new Said.Nothing(kind(proposal));
    }
    return atTerminal(proposal);
  }

  private Said atTerminal(Proposal proposal) {
    while (true) {
      var answer = new Questions(state).ask(question(proposal));
      if (answer.isEmpty()) {
        return state.request().around().operator().isThere()
            ? new Said.Left()
            : new Said.Nothing(kind(proposal));
      }
      switch (answer.get()) {
        case "n" -> {
          return new Said.No(by());
        }
        case "s" -> {
          return new Said.Skip(by());
        }
        case "d" -> details(proposal);
        default -> {
          return new Said.Yes(by());
        }
      }
    }
  }

  private static Pending.Kind kind(Proposal proposal) {
    return proposal.risk() == Risk.HIGH ? Pending.Kind.APPROVE : Pending.Kind.YES;
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
    } catch (LogLostException _) {
      // the approval that follows is logged too, and stops there
    }
  }
}
