package irb.drill.kube;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A deployment of a cluster when it starts: an image for each container, what its pods print, and
/// how long a rollout may take before it counts as failed.
public record Workload(
    int replicas, Map<String, String> images, Optional<String> log, Duration deadline) {
  public Workload {
    images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
  }
}
