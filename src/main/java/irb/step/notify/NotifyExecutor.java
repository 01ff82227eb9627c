package irb.step.notify;

import irb.expr.ExpressionException;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Question.Choice;
import irb.step.Question.Option;
import irb.step.Reason;
import irb.step.notify.Outlet.Direct;
import irb.step.notify.Receipt.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// Sends a message over all of its channels at the same time, each once; what it cannot send is
/// left as a task for a person.
record NotifyExecutor(List<Post> posts, Letter letter) implements Executor {
  private static final String DONE = "done";
  private static final List<Option> OPTIONS =
      List.of(new Option(DONE, "it is sent"), new Option("not_done", "it could not be sent"));

  NotifyExecutor {
    posts = List.copyOf(posts);
  }

  @Override
  public String text() {
    return letter.task(posts.stream().map(Post::shown).collect(Collectors.joining(", ")));
  }

  @Override
  public Outcome run(Call call) throws InterruptedException {
    if (call.mode() == Mode.READ) {
      return new Outcome.Fault(Reason.REFUSED, "a message is no read, and this step may only read");
    }
    var footer = call.letterhead().footer();
    var sending = new ArrayList<Future<Receipt>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var post : posts) {
        var signed = post.external() ? letter : letter.signed(footer);
        sending.add(threads.submit(() -> machine(post, signed, call)));
      }
    }
    var receipts = new ArrayList<Receipt>();
    for (var i = 0; i < posts.size(); i++) {
      var post = posts.get(i);
      receipts.add(
          post.outlet() instanceof Outlet.ByHand ? byHand(post, call) : got(sending.get(i)));
    }
    return new Receipts(receipts).outcome();
  }

  private static Receipt got(Future<Receipt> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a message was not sent: " + e.getCause(), e.getCause());
    }
  }

  private Receipt machine(Post post, Letter signed, Call call) throws InterruptedException {
    return switch (post.outlet()) {
      case Direct direct -> receipt(post, sent(direct, signed, call));
      case Outlet.Unusable(var why, _) ->
          new Receipt(
              post.channel(), State.MANUAL, why, post.task(letter), new Outcome.Ok(Map.of()));
      case Outlet.ByHand _ ->
          new Receipt(
              post.channel(), State.MANUAL, "", post.task(letter), new Outcome.Ok(Map.of()));
    };
  }

  private static Outcome sent(Direct outlet, Letter letter, Call call) throws InterruptedException {
    try {
      return outlet.send(letter, call);
    } catch (ExpressionException e) {
      return new Outcome.Fault(Reason.EXPRESSION, e.why());
    }
  }

  private Receipt receipt(Post post, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ok _ -> new Receipt(post.channel(), State.SENT, "", "", outcome);
      case Outcome.InDoubt _ ->
          new Receipt(
              post.channel(),
              State.IN_DOUBT,
              outcome.why(),
              "See whether this arrived, and do it by hand if it did not. " + post.task(letter),
              outcome);
      case Outcome.Failed _, Outcome.Fault _, Outcome.TimedOut _, Outcome.Aborted _ ->
          new Receipt(post.channel(), State.FAILED, outcome.why(), post.task(letter), outcome);
    };
  }

  private Receipt byHand(Post post, Call call) throws InterruptedException {
    var task = post.task(letter);
    var done =
        call.operator().isThere()
            && call.ask(new Choice(call.step(), task, OPTIONS)).filter(DONE::equals).isPresent();
    if (call.stop().asked().isPresent()) {
      var stopped = call.unanswered();
      return new Receipt(post.channel(), State.FAILED, stopped.why(), task, stopped);
    }
    return done
        ? new Receipt(post.channel(), State.SENT, "", "", new Outcome.Ok(Map.of()))
        : new Receipt(post.channel(), State.MANUAL, "", task, new Outcome.Ok(Map.of()));
  }
}
