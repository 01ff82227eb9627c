package irb.journal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Work that an interrupt of the caller cannot break off.
///
/// An interrupt closes a file channel under the hands of whoever uses it, and a step that is being
/// stopped is interrupted: its result would be lost and its log broken. So files are touched by a
/// thread that nobody else knows; the caller keeps its interrupt for later.
final class Uninterrupted {
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException, JournalException;
  }

  private Uninterrupted() {}

  static <T> T call(Work<T> work) throws IOException, JournalException {
    var result = new CompletableFuture<T>();
    Thread.ofVirtual().start(() -> complete(result, work));
    try {
      return result.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case JournalException cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  // whatever it is, the caller has to hear of it: else it would wait for ever
  private static <T> void complete(CompletableFuture<T> result, Work<T> work) {
    try {
      result.complete(work.run());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }
}
