package irb.runbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a step is for, and so what it may do and how it may be modified.
public enum Phase {
  DIAGNOSE("when expect retry fresh_for save"),
  DECIDE("choose otherwise ask"),
  REMEDIATE("when expect preview limits confirm approvals risk undo"),
  VERIFY("expect retry holds_for save"),
  COMMUNICATE("when");

  private static final List<String> ACTING =
      List.of("note", "timeout", "next", "on_failure", "visits", "allow");
  private static final List<String> DECIDING = List.of("note", "on_failure", "visits");

  /// Every modifier there is; those of decide steps have names of their own.
  static final Set<String> ACTING_KEYS = actingKeys();

  private final String own;

  Phase(String own) {
    this.own = own;
  }

  /// Every modifier a step of this phase may have.
  List<String> modifiers() {
    var all = new ArrayList<>(List.of(own.split(" ", -1)));
    all.addAll(this == DECIDE ? DECIDING : ACTING);
    return List.copyOf(all);
  }

  static Optional<Phase> of(String key) {
    for (var phase : values()) {
      if (phase.toString().equals(key)) {
        return Optional.of(phase);
      }
    }
    return Optional.empty();
  }

  private static Set<String> actingKeys() {
    var keys = new HashSet<String>();
    for (var phase : values()) {
      keys.addAll(phase.modifiers());
    }
    return Set.copyOf(keys);
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Phase::toString).toList();
  }

  /// The key in YAML, e.g. `diagnose`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
