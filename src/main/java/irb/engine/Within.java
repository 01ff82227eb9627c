package irb.engine;

import irb.engine.Event.Answered;
import irb.engine.Event.Approval;
import irb.engine.Event.Attempt;
import irb.engine.Event.Chosen;
import irb.engine.Event.Decided;
import irb.engine.Event.Ended;
import irb.engine.Event.Entered;
import irb.engine.Event.Finished;
import irb.engine.Event.Intent;
import irb.engine.Event.Notice;
import irb.engine.Event.Pending;
import irb.engine.Event.Proposed;
import irb.engine.Event.Rehearsed;
import irb.engine.Event.Started;
import irb.engine.Event.Taken;
import irb.engine.RunRequest.Consent;
import irb.runbook.Qualified;
import irb.step.Operator;
import irb.step.Question;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The border between a runbook and the one that its step `outer` runs: inside, a step is called by
/// its id, and outside by its qualified one. What comes out is qualified here, and nowhere else.
record Within(String outer) {
  String name(String inner) {
    return Qualified.name(outer, inner);
  }

  Pending out(Pending pending) {
    return new Pending(name(pending.step()), pending.kind(), pending.digest(), pending.until());
  }

  /// The events of the inner runbook as the outer one tells them.
  Event out(Event event) {
    return switch (event) {
      case Entered e -> new Entered(name(e.id()), e.phase(), e.title(), e.visit());
      case Intent e ->
          new Intent(
              name(e.id()),
              e.visit(),
              e.role(),
              e.type(),
              e.effect(),
              e.target(),
              e.text(),
              e.digest(),
              e.undo(),
              e.captured(),
              e.of());
      case Attempt e -> new Attempt(name(e.id()), e.number(), e.why(), e.next());
      case Ended e ->
          new Ended(
              name(e.id()), e.phase(), e.title(), e.visit(), e.note(), e.result(), e.captured());
      case Decided e ->
          new Decided(
              name(e.id()),
              e.title(),
              e.visit(),
              e.next(),
              e.because(),
              e.condition(),
              e.evidence(),
              e.at());
      case Proposed(var proposal) -> new Proposed(proposal.as(name(proposal.step())));
      case Taken(var what) -> new Taken(out(what));
      case Approval e ->
          new Approval(name(e.id()), e.visit(), e.decision(), e.by(), e.digest(), e.comment());
      case Chosen e -> new Chosen(name(e.id()), e.visit(), e.question(), e.choice(), e.by());
      case Answered e -> new Answered(name(e.id()), e.question(), e.answer(), e.by());
      case Rehearsed e -> new Rehearsed(name(e.id()), e.phase(), e.title(), e.text(), e.detail());
      case Notice e -> e;
      case Started e -> e;
      case Finished e -> e;
    };
  }

  /// Whoever answers the outer runbook's questions, asked by qualified ids.
  Operator out(Operator operator) {
    return new Operator() {
      @Override
      public String name() {
        return operator.name();
      }

      @Override
      public boolean isThere() {
        return operator.isThere();
      }

      @Override
      public String absence() {
        return operator.absence();
      }

      @Override
      public Optional<String> answer(Question question) throws InterruptedException {
        return operator.answer(question.as(Within.this.name(question.step())));
      }
    };
  }

  /// What of a consent is about the inner runbook.
  Consent in(Consent consent) {
    var answers = new HashMap<String, String>();
    consent
        .answers()
        .forEach((step, answer) -> inner(step).ifPresent(id -> answers.put(id, answer)));
    return new Consent(
        consent.yes(),
        in(consent.approved()),
        in(consent.declined()),
        Map.copyOf(answers),
        consent.overrideFreeze(),
        consent.comment());
  }

  private Set<String> in(Set<String> steps) {
    var ids = new HashSet<String>();
    steps.forEach(s -> inner(s).ifPresent(ids::add));
    return ids;
  }

  private Optional<String> inner(String qualified) {
    var prefix = name("");
    return qualified.startsWith(prefix)
        ? Optional.of(qualified.substring(prefix.length()))
        : Optional.empty();
  }
}
