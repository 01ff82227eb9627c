package irb.web;

import irb.step.Outcome;

/// What came of sending a request.
public sealed interface Sent {
  /// It was answered, whatever the answer says.
  record Answered(Answer answer) implements Sent {}

  /// There is no whole answer.
  record Broken(Outcome outcome) implements Sent {}
}
