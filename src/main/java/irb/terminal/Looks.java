package irb.terminal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a stream can show: colours, characters beyond ASCII, and how many columns.
public record Looks(boolean color, boolean unicode, int width) {
  /// Narrower than this nothing is laid out any more; lines are then longer than the screen.
  private static final int NARROWEST = 20;

  public Looks {
    width = Math.max(NARROWEST, width);
  }

  /// A terminal called `dumb`: no colour, no other characters, and nothing moves on it.
  public boolean isPlain() {
    return !color && !unicode;
  }

  /// What the environment says of a stream; `colorFlag` is `always`, `never` or `auto`.
  public static Looks of(
      Map<String, String> environment, Optional<String> colorFlag, boolean isTerminal, int width) {
    var dumb = environment.getOrDefault("TERM", "").equals("dumb");
    return new Looks(
        color(environment, colorFlag.orElse("auto"), isTerminal && !dumb),
        !(dumb && isTerminal) && unicode(environment),
        width);
  }

  private static boolean color(Map<String, String> environment, String flag, boolean able) {
    return switch (flag) {
      case "always" -> true;
      case "never" -> false;
      default -> {
        if (isSet(environment, "NO_COLOR")) {
          yield false;
        }
        yield able || (isSet(environment, "FORCE_COLOR") && !isOff(environment));
      }
    };
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isEmpty();
  }

  private static boolean isOff(Map<String, String> environment) {
    var force = environment.getOrDefault("FORCE_COLOR", "");
    return force.equals("0") || force.equals("false");
  }

  /// The first of the three variables that is set decides, as for any program; none means C.
  private static boolean unicode(Map<String, String> environment) {
    for (var name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      var locale = environment.getOrDefault(name, "");
      if (!locale.isEmpty()) {
        var lower = locale.toLowerCase(Locale.ROOT);
        return lower.contains("utf-8") || lower.contains("utf8");
      }
    }
    return false;
  }
}
