package irb.drill;

import irb.expr.Durations;
import java.time.Duration;

/// What a drill says besides what its runs say; [#text] is one line for people.
public sealed interface DrillEvent {
  String text();

  /// The drill begins.
  record Began(String drill, String title) implements DrillEvent {
    @Override
    public String text() {
      return "drill " + drill + (title.isEmpty() ? "" : ": " + title);
    }
  }

  /// A target has something that stands in for it; `real` says that it is a real server.
  record SandboxStarted(String target, String words, boolean real) implements DrillEvent {
    @Override
    public String text() {
      return "sandbox " + target + ": " + words;
    }
  }

  /// A fault is there.
  record FaultMade(String target, String words) implements DrillEvent {
    @Override
    public String text() {
      return "fault on " + target + ": " + words;
    }
  }

  /// A write ended a fault.
  record Healed(String target, String words, String step) implements DrillEvent {
    @Override
    public String text() {
      return "'" + step + "' ended the fault on " + target + ": " + words;
    }
  }

  /// The same begins once more, without the fault.
  record TwinBegan() implements DrillEvent {
    @Override
    public String text() {
      return "the same without the fault";
    }
  }

  /// An expectation was compared; `detail` says what was there instead when it is not met.
  record Checked(boolean passed, String expectation, String detail) implements DrillEvent {
    @Override
    public String text() {
      return (passed ? "✓ " : "✗ ") + expectation + (detail.isEmpty() ? "" : ": " + detail);
    }
  }

  /// The drill is over.
  record Over(DrillResult result) implements DrillEvent {
    @Override
    public String text() {
      Duration rounded = Duration.ofMillis(result.took().toMillis());
      return (result.passed() ? "✓ drill " : "✗ drill ")
          + result.name()
          + (result.passed() ? " passed in " : " failed after ")
          + Durations.text(rounded)
          + result.kept().map(k -> "; its log is kept in " + k).orElse("");
    }
  }
}
