package irb.step;

import java.util.Optional;

/// Something in a message that a person fills in just before it is sent, e.g. `Root cause?`.
public record Blank(String name, Optional<String> ask, Optional<String> standard) {
  /// What stands there when nobody knows better.
  private static final String UNKNOWN = "not yet known";

  /// The question.
  public String question() {
    return ask.orElseGet(() -> name.replace('_', ' ') + "?") + " [" + unattended() + "]";
  }

  /// What stands there when nobody is asked.
  public String unattended() {
    return standard.orElse(UNKNOWN);
  }

  /// What stands there when `answer` was given; an empty one leaves it as it is.
  public String filled(String answer) {
    return answer.isBlank() ? unattended() : answer.strip();
  }
}
