package irb.match;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A runbook that was found: how well, and why. `labels` are those of its alert which all equal the
/// labels of an alert that was asked about; without such an alert they are empty.
public record Match(Volume volume, Map<String, String> labels, double score, List<Reason> reasons) {
  public Match {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    reasons = List.copyOf(reasons);
  }

  /// A line of the runbook and what was found in it: words as they were asked for, with what they
  /// were taken for where that is another word, e.g. `slow ~ latency`.
  public record Reason(Field field, String text, List<String> words, double score) {
    public Reason {
      words = List.copyOf(words);
    }
  }
}
