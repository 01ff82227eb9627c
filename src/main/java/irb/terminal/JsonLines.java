package irb.terminal;

import irb.engine.Event;
import irb.engine.Listener;
import irb.expr.Json;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;

/// A run as one JSON object an event, printed as it happens.
public final class JsonLines implements Listener {
  private final JsonLine line;
  private final InstantSource clock;

  /// `json` masks; `clock` gives the time that each line carries.
  public JsonLines(PrintWriter out, Json json, InstantSource clock) {
    this.line = new JsonLine(out, json);
    this.clock = clock;
  }

  @Override
  public synchronized void on(List<Event> events) {
    for (var event : events) {
      var map = JsonEvents.map("irb", 1, "time", clock.instant());
      map.putAll(JsonEvents.of(event));
      line.print(map);
    }
  }
}
