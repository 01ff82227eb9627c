package irb.drill.kube;

import java.time.Duration;
import java.util.List;

/// What makes a cluster act: pass after pass, each one step further, as long as something changes.
final class Controllers implements AutoCloseable {
  /// Between two passes, so that whoever looks sees what lies between beginning and end.
  private static final Duration PACE = Duration.ofMillis(25);

  /// A rollout can be too late although nothing changes.
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final int MOST_PASSES = 10_000;

  private final Store store;
  private final List<Runnable> passes;
  private final Thread thread;

  Controllers(Store store, Names names, Health health) {
    this.store = store;
    // from the pods upwards, so that no change runs through all of them in one pass
    this.passes =
        List.of(
            new Kubelet(store, names, health)::pass,
            new Scheduler(store, health)::pass,
            new ReplicaSets(store, names)::pass,
            new Deployments(store)::pass);
    this.thread = Thread.ofVirtual().name("drill-kubernetes-controllers").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Goes on until nothing is left to be done, without a pause.
  void settle() {
    for (var i = 0; i < MOST_PASSES; i++) {
      if (pass()) {
        return;
      }
    }
    throw new IllegalStateException("the cluster does not come to rest");
  }

  /// One pass; whether nothing had to be done.
  private boolean pass() {
    return store.atOnce(() -> {
      var before = store.version();
      passes.forEach(Runnable::run);
      return store.version() == before;
    });
  }

  private void run() {
    try {
      while (true) {
        var seen = store.version();
        if (pass()) {
          store.await(seen, LOOK);
        }
        Thread.sleep(PACE);
      }
    } catch (InterruptedException _) {
      // the cluster is closed
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    var interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
