package irb.drill;

import irb.engine.Event;
import irb.engine.Listener;
import java.util.ArrayList;
import java.util.List;

/// An audience that remembers everything.
final class Overheard implements Audience {
  private final List<DrillEvent> said = new ArrayList<>();
  private final List<List<Event>> runs = new ArrayList<>();

  @Override
  public void on(DrillEvent event) {
    said.add(event);
  }

  @Override
  public List<Listener> run() {
    var events = new ArrayList<Event>();
    runs.add(events);
    return List.of(events::addAll);
  }

  List<DrillEvent> said() {
    return List.copyOf(said);
  }

  /// What the drill said, line by line.
  String text() {
    return String.join("\n", said.stream().map(DrillEvent::text).toList());
  }

  /// The events of the run with this number, from 0.
  List<Event> run(int number) {
    return List.copyOf(runs.get(number));
  }
}
