package irb.drill;

import irb.engine.Event;
import irb.engine.Listener;
import irb.runbook.Phase;
import irb.step.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The faults of one run. Each that is healed by a write ends when that write has ended well,
/// before the run goes on.
final class Troubles implements Listener, AutoCloseable {
  private final Arena arena;
  private final Consumer<DrillEvent> heard;
  private final List<Open> open = new ArrayList<>();
  private final Map<String, Event.Intent> intents = new HashMap<>();
  private final List<String> failures = new ArrayList<>();

  private record Open(Fault fault, Trouble trouble) {}

  Troubles(Arena arena, Consumer<DrillEvent> heard) {
    this.arena = arena;
    this.heard = heard;
  }

  void make(Fault fault) throws SandboxException {
    open.add(new Open(fault, arena.trouble(fault)));
    heard.accept(new DrillEvent.FaultMade(fault.target().text(), fault.kind().words()));
  }

  /// What went wrong while healing.
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void on(List<Event> events) {
    for (var event : events) {
      switch (event) {
        case Event.Intent intent -> intents.put(intent.id(), intent);
        case Event.Ended ended when isWrite(ended) && ended.result().isOk() ->
            Optional.ofNullable(intents.get(ended.id())).ifPresent(this::heal);
        default -> {
          // only what was done can heal
        }
      }
    }
  }

  private static boolean isWrite(Event.Ended ended) {
    return ended.phase() == Phase.REMEDIATE || ended.phase() == Phase.COMMUNICATE;
  }

  private void heal(Event.Intent write) {
    var texts = texts(write);
    for (var one : List.copyOf(open)) {
      if (one.fault().healedBy().filter(g -> texts.stream().anyMatch(g::matches)).isPresent()) {
        open.remove(one);
        try {
          one.trouble().heal();
          heard.accept(
              new DrillEvent.Healed(
                  one.fault().target().text(), one.fault().kind().words(), write.id()));
        } catch (SandboxException e) {
          failures.add("after '" + write.id() + "': " + e.why());
        }
      }
    }
  }

  /// What a write is known by: the first line of what ran, and each task of what a person did.
  private List<String> texts(Event.Intent write) {
    return write.type().equals("manual")
        ? write.text().lines().map(l -> l.strip().replaceFirst("^by hand: ", "")).toList()
        : List.of(withoutAddress(write));
  }

  /// The first line of what ran, `POST /x` for a request.
  private String withoutAddress(Event.Intent write) {
    var line = write.text().lines().findFirst().orElse("");
    return write.target().isEmpty()
            || !(arena.targets().get(write.target()) instanceof Target.Http http)
        ? line
        : line.replace(http.url(), "");
  }

  @Override
  public void close() {
    open.forEach(o -> o.trouble().close());
    open.clear();
  }
}
