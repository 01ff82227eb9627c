package irb.step.notify;

import irb.step.Call;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Question.Choice;
import irb.step.Question.Option;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Has a person send a message by hand; what nobody sent is left as a task in `manual`, and never
/// fails a run.
record NotifyExecutor(String channel, String message) implements Executor {
  private static final String DONE = "done";
  private static final List<Option> OPTIONS =
      List.of(new Option(DONE, "it is sent"), new Option("not_done", "it could not be sent"));

  @Override
  public String text() {
    return "Send to " + channel + ": " + message;
  }

  @Override
  public Outcome run(Call call) throws InterruptedException {
    var answer =
        call.operator().isThere()
            ? call.ask(new Choice(call.step(), text(), OPTIONS))
            : Optional.<String>empty();
    if (call.stop().asked().isPresent()) {
      return call.unanswered();
    }
    var sent = answer.filter(DONE::equals).isPresent();
    return new Outcome.Ok(sent ? Map.of("sent", true) : Map.of("sent", false, "manual", text()));
  }
}
