package irb.journal;

import java.util.Optional;
import java.util.regex.Pattern;

/// What somebody noted of a head outside the log, e.g. `42:9f86d081884c7d65`.
public record Mark(long seq, String prefix) {
  private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,17}):([0-9a-f]{16,64})");

  /// Reads what [Head#text] printed; more hex digits, up to 64, are taken too.
  public static Optional<Mark> parse(String text) {
    var matcher = TEXT.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(new Mark(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return seq + ":" + prefix;
  }
}
