package irb.ssh;

import irb.command.CommandTemplate;
import irb.expr.Shape;
import irb.expr.Shape.ListOf;
import irb.expr.Shape.Struct;
import irb.process.Capture;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A rendered command for the hosts of a target.
public record RemoteExecutor(
    RemoteCommand command, Target.Ssh target, Rollout rollout, Effect effect) implements Executor {
  private static final int SHOWN = 10;

  /// The fields of its result: those of one command for one host; for several hosts `hosts`, a list
  /// of them, and who failed.
  public static Map<String, Shape> result() {
    var one = CommandTemplate.result();
    var host = new HashMap<>(one);
    host.putAll(
        Map.of("host", Shape.TEXT, "ok", Shape.BOOL, "reason", Shape.TEXT, "why", Shape.TEXT));
    var all = new HashMap<>(one);
    all.put("hosts", new ListOf(new Struct(host)));
    all.put("failed", new ListOf(Shape.TEXT));
    all.put("unreachable", new ListOf(Shape.TEXT));
    all.put("not_run", new ListOf(Shape.TEXT));
    return all;
  }

  @Override
  public String text() {
    var hosts = target.hosts();
    var more = hosts.size() - SHOWN;
    return command.text()
        + "\n  on "
        + String.join(", ", more > 0 ? hosts.subList(0, SHOWN) : hosts)
        + (more > 0 ? " and " + more + " more" : "")
        + target.user().map(u -> " as " + u).orElse("")
        + (target.jump().isEmpty() ? "" : " through " + String.join(", ", target.jump()))
        + (hosts.size() > 1 ? " (" + hosts.size() + " hosts)" + rollout.text() : "");
  }

  @Override
  public int targets() {
    return target.hosts().size();
  }

  @Override
  public Outcome run(Call call) throws InterruptedException {
    if (call.mode() == Mode.READ && !effect.isRead()) {
      return new Outcome.Fault(
          Reason.REFUSED,
          "only what reads may run here, and nothing says that this command does; if it does,"
              + " give it 'effect: read'");
    }
    var connections = new Connections(target);
    List<String> hosts = target.hosts();
    return hosts.size() == 1
        ? new RemoteRun(command, hosts.getFirst(), call, call.evidence(), Capture.KEPT)
            .outcome(connections)
        : new FanOut(command, hosts, rollout, connections, call).outcome();
  }
}
