package irb.match;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a search came to: the runbooks, best first, and for each misspelt word what it was read as.
public record Found(List<Match> matches, Map<String, String> readAs) {
  public Found {
    matches = List.copyOf(matches);
    readAs = Collections.unmodifiableMap(new LinkedHashMap<>(readAs));
  }
}
