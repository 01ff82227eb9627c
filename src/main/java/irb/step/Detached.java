package irb.step;

import irb.expr.Durations;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Blocking work of a read, on a thread of its own: when the step is stopped nobody waits for it
/// any longer, whatever it hangs in (a name server that is silent, a file system that is gone).
public final class Detached {
  private static final long GRACE_MILLIS = 1000;

  private Detached() {}

  /// What `work` comes to; empty when the call was stopped before, or has lasted a second longer
  /// than its timeout. In any case `letGo` is run at the end.
  public static <T> Optional<T> run(Call call, String name, Runnable letGo, Supplier<T> work)
      throws InterruptedException {
    var result = new CompletableFuture<T>();
    try (var _ = call.stop().onStop(_ -> result.cancel(false))) {
      // no virtual thread: looking up a name would hold the thread that carries it
      Thread.ofPlatform().daemon().name("irb-" + name).start(() -> complete(result, work));
      return Optional.of(result.get(millis(call), TimeUnit.MILLISECONDS));
    } catch (CancellationException | TimeoutException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      letGo.run();
    }
  }

  /// How a read ends that was not waited for.
  public static Outcome givenUp(Call call) {
    return call.stop().asked().isPresent()
        ? call.cutShort(false, "", Map.of())
        : new Outcome.TimedOut("no end after " + Durations.text(call.timeout()), Map.of());
  }

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
    if (!result.isDone()) {
      try {
        result.complete(work.get());
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }
  }

  private static long millis(Call call) {
    // a century at most, as durations in runbooks are
    return call.timeout().toMillis() + GRACE_MILLIS;
  }
}
