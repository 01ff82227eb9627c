package irb.ssh;

import irb.process.Capture;
import irb.step.Call;
import irb.step.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One run of one command on several hosts, all of a batch at the same time.
final class FanOut {
  private static final int KEPT_OF_ALL = 2 << 20;
  private static final int LEAST_KEPT = 8 << 10;

  private final RemoteCommand command;
  private final List<String> hosts;
  private final Rollout rollout;
  private final Connections connections;
  private final Call call;

  FanOut(
      RemoteCommand command,
      List<String> hosts,
      Rollout rollout,
      Connections connections,
      Call call) {
    this.command = command;
    this.hosts = hosts;
    this.rollout = rollout;
    this.connections = connections;
    this.call = call;
  }

  Outcome outcome() throws InterruptedException {
    var outcomes = new LinkedHashMap<String, Outcome>();
    for (var batch : rollout.of(hosts)) {
      var failed = outcomes.values().stream().filter(o -> !(o instanceof Outcome.Ok)).count();
      if (failed >= rollout.mostFailures() || call.stop().asked().isPresent()) {
        break;
      }
      outcomes.putAll(together(batch));
    }
    return new FanIn(hosts, outcomes, call).outcome();
  }

  private Map<String, Outcome> together(List<String> batch) throws InterruptedException {
    var kept = Math.clamp(KEPT_OF_ALL / hosts.size(), LEAST_KEPT, Capture.KEPT);
    var running = new ArrayList<Future<Outcome>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var host : batch) {
        running.add(
            threads.submit(() ->
                new RemoteRun(command, host, call, call.evidence().of(host), kept)
                    .outcome(connections)));
      }
      var outcomes = new LinkedHashMap<String, Outcome>();
      for (var i = 0; i < batch.size(); i++) {
        outcomes.put(batch.get(i), running.get(i).get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
