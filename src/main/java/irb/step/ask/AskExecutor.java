package irb.step.ask;

import irb.expr.Visible;
import irb.step.Call;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Question;
import irb.step.Question.Choice;
import irb.step.Question.Free;
import irb.step.Question.Option;
import irb.step.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Asks the operator, and hands on what they answer as a value of its type.
record AskExecutor(Optional<AnswerType> type, Optional<Pattern> pattern, List<String> options)
    implements Executor {

  @Override
  public String text() {
    return options.isEmpty()
        ? "ask for " + wanted()
        : "ask for one of " + String.join(", ", options);
  }

  @Override
  public Outcome run(Call call) throws InterruptedException {
    if (!call.operator().isThere()) {
      return call.unanswered();
    }
    var question = question(call);
    var answer = call.ask(question);
    if (answer.isEmpty()) {
      return call.unanswered();
    }
    var problem = question.problem(answer.get());
    return problem.isPresent()
        ? new Outcome.Fault(
            Reason.INVALID, "the answer '" + answer.get() + "' does not fit: " + problem.get())
        : new Outcome.Ok(Map.of("answer", value(answer.get()).orElseThrow()));
  }

  private Question question(Call call) {
    return options.isEmpty()
        ? new Free(call.step(), call.title(), wanted(), this::fits, false)
        : new Choice(
            call.step(),
            call.title(),
            options.stream().map(o -> new Option(o, Visible.line(o))).toList());
  }

  private boolean fits(String answer) {
    return value(answer).isPresent() && pattern.stream().allMatch(p -> p.matcher(answer).matches());
  }

  private String wanted() {
    var matching = pattern.map(p -> "matches " + p);
    return type.isEmpty() && matching.isPresent()
        ? "a text that " + matching.get()
        : type.orElse(AnswerType.STRING).words() + matching.map(m -> " that " + m).orElse("");
  }

  /// A pattern or a list of options says more than that a string is a name.
  private Optional<Object> value(String answer) {
    var chosen = type.orElse(AnswerType.STRING);
    var told = pattern.isPresent() || !options.isEmpty();
    return chosen == AnswerType.STRING && told ? Optional.of(answer) : chosen.value(answer);
  }
}
