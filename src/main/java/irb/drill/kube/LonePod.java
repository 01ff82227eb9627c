package irb.drill.kube;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A pod of a cluster when it starts that belongs to nothing, how it fares, and what it prints.
public record LonePod(Map<String, String> images, PodState state, Optional<String> log) {
  public LonePod {
    images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
  }
}
