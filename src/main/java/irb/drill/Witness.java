package irb.drill;

import irb.engine.Event;
import irb.engine.Listener;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// Remembers what a run did: the changes it made, and the commands it called that are not there.
final class Witness implements Listener {
  private static final Pattern MISSING =
      Pattern.compile("(?m)(?:^|: )([^\\s:]+): (?:command )?not found$");

  private final Arena arena;
  private final Map<String, Event.Intent> intents = new HashMap<>();
  private final Set<String> changes = new LinkedHashSet<>();
  private final Set<String> missing = new LinkedHashSet<>();

  Witness(Arena arena) {
    this.arena = arena;
  }

  /// The steps that changed something.
  List<String> changes() {
    return List.copyOf(changes);
  }

  /// Commands that neither the drill nor the tools beside it have.
  List<String> missing() {
    return missing.stream()
        .map(m -> "a command that the drill has no stand-in for was called: " + m)
        .toList();
  }

  @Override
  public void on(List<Event> events) {
    for (var event : events) {
      switch (event) {
        case Event.Intent intent -> {
          intents.put(intent.id(), intent);
          // only a change carries the digest of its approval
          if (!intent.digest().isEmpty()) {
            changes.add(intent.id());
          }
        }
        case Event.Ended ended -> look(ended);
        default -> {
          // nothing ran
        }
      }
    }
  }

  private void look(Event.Ended ended) {
    var intent = intents.get(ended.id());
    if (intent == null
        || intent.target().isEmpty()
        || !(arena.sandbox(intent.target()) instanceof CommandSandbox
            || arena.sandbox(intent.target()) instanceof SshSandbox)) {
      return;
    }
    var sandbox = arena.sandbox(intent.target());
    var result = ended.result();
    var first = intent.text().lines().findFirst().orElse("");
    if (result.reason().equals("not_found")) {
      missing.add(first);
    }
    var matcher = MISSING.matcher(Objects.toString(result.fields().get("err"), ""));
    while (matcher.find()) {
      missing.add(matcher.group(1));
    }
    if (Long.valueOf(127).equals(result.fields().get("exit"))
        && missing.isEmpty()
        && sandbox.unexpected().isEmpty()) {
      missing.add(first);
    }
  }
}
