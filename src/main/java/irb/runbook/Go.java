package irb.runbook;

import irb.source.Place;
import java.util.Locale;
import java.util.Optional;

/// Where a run goes next: to a step, or to its end.
public sealed interface Go {
  Place place();

  /// A step, by id.
  record ToStep(String id, Place place) implements Go {
    @Override
    public String toString() {
      return id;
    }
  }

  /// An end; `contact` is whom `escalate: CONTACT` names.
  record ToEnd(End end, Optional<String> contact, Place place) implements Go {
    @Override
    public String toString() {
      return end + contact.map(c -> ": " + c).orElse("");
    }
  }

  /// How a runbook can end.
  enum End {
    RESOLVED,
    NO_ACTION,
    ESCALATE,
    ABORT;

    static Optional<End> of(String word) {
      for (var end : values()) {
        if (end.toString().equals(word)) {
          return Optional.of(end);
        }
      }
      return Optional.empty();
    }

    /// As written in runbooks, e.g. `no_action`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
