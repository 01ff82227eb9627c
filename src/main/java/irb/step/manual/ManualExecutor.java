package irb.step.manual;

import irb.step.Call;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Question.Choice;
import irb.step.Question.Free;
import irb.step.Question.Option;
import irb.step.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Has a person tick off one task after the other, and takes a note of what they say about it.
record ManualExecutor(List<String> tasks) implements Executor {
  /// The answer that ticks a task off; answers given beforehand use it too.
  static final String DONE = "done";

  static final String NOT_DONE = "not_done";

  private static final List<Option> OPTIONS =
      List.of(new Option(DONE, "it is done"), new Option(NOT_DONE, "it could not be done"));

  ManualExecutor {
    tasks = List.copyOf(tasks);
  }

  @Override
  public String text() {
    return "by hand: " + String.join("\n  ", tasks);
  }

  @Override
  public Outcome run(Call call) throws InterruptedException {
    if (!call.operator().isThere()) {
      return call.unanswered();
    }
    var notDone = new ArrayList<String>();
    for (var i = 0; i < tasks.size(); i++) {
      var task = tasks.get(i);
      var question = new Choice(call.step(), numbered(i), OPTIONS);
      var answer = call.ask(question);
      if (answer.isEmpty()) {
        return call.unanswered();
      }
      var problem = question.problem(answer.get());
      if (problem.isPresent()) {
        return new Outcome.Fault(
            Reason.INVALID, "the answer '" + answer.get() + "' does not fit: " + problem.get());
      }
      if (!answer.get().equals(DONE)) {
        notDone.add(task);
      }
    }
    var note = call.ask(Free.any(call.step() + ".note", "A note for the record, if there is one"));
    return note.isEmpty() ? call.unanswered() : outcome(notDone, note.get().strip());
  }

  /// `2 of 5: Open the dashboards`, so that one knows how much is left.
  private String numbered(int i) {
    return tasks.size() == 1
        ? tasks.getFirst()
        : (i + 1) + " of " + tasks.size() + ": " + tasks.get(i);
  }

  private static Outcome outcome(List<String> notDone, String note) {
    Map<String, Object> fields = Map.of("done", notDone.isEmpty(), "note", note);
    return notDone.isEmpty()
        ? new Outcome.Ok(fields)
        : new Outcome.Failed(Reason.NOT_DONE, "not done: " + String.join("; ", notDone), fields);
  }
}
