package irb.journal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is to be recorded, before it has a number, a time and a hash.
///
/// `type` and `step` are irb's own words and never masked, so that a resume finds them again; all
/// that came from outside belongs in `data`. An `attempt` of 0 and empty `data` are left out.
public record Entry(String type, @Nullable String step, int attempt, Map<String, Object> data) {
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final Pattern STEP = Pattern.compile("[A-Za-z0-9_.:/@#\\[\\]-]{1,200}");

  public Entry {
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException("not a record type: " + type);
    }
    if (type.equals(Tombstone.TYPE)) {
      throw new IllegalArgumentException("a tombstone is never appended");
    }
    if (step != null && !STEP.matcher(step).matches()) {
      throw new IllegalArgumentException("not a step id: " + step);
    }
    if (attempt < 0) {
      throw new IllegalArgumentException("not an attempt: " + attempt);
    }
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /// An entry that belongs to no step.
  public static Entry of(String type, Map<String, Object> data) {
    return new Entry(type, null, 0, data);
  }
}
