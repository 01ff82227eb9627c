package irb.step.notify;

import irb.expr.Visible;
import java.util.Optional;

/// A rendered message; `dedupKey` is what PagerDuty knows its alert by, if not the incident, and
/// `footer` where the log stood.
record Letter(
    Signal signal,
    Optional<String> dedupKey,
    Optional<String> subject,
    String text,
    String footer) {

  /// Subject and text, as a person would send them.
  String whole() {
    return subject.map(s -> s + "\n").orElse("") + text;
  }

  /// One line that says what it is about.
  String summary() {
    return Visible.line(subject.or(() -> text.lines().findFirst()).orElse(""));
  }

  /// What is done with it at `channel`, for people.
  String task(String channel) {
    return switch (signal) {
      case TRIGGER -> "Send to " + channel + ": " + whole();
      case ACKNOWLEDGE -> "Acknowledge the alert at " + channel + after();
      case RESOLVE -> "Resolve the alert at " + channel + after();
    };
  }

  /// The same with a last line.
  Letter signed(String line) {
    return new Letter(signal, dedupKey, subject, text, line);
  }

  private String after() {
    return dedupKey.map(k -> " (" + Visible.line(k) + ")").orElse("")
        + (text.isEmpty() ? "" : ": " + whole());
  }

  /// `text` with at most `most` characters; what is cut off is said.
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    var mark = "… (cut)";
    var end = most - mark.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + mark;
  }
}
