package irb.drill.kube;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What a cluster is when it starts; `broken` tells the images that cannot be pulled.
public record Setup(
    String namespace,
    List<String> nodes,
    Map<String, Workload> deployments,
    Map<String, LonePod> pods,
    List<Rule> denied,
    Predicate<String> broken) {
  public Setup {
    nodes = List.copyOf(nodes);
    deployments = Collections.unmodifiableMap(new LinkedHashMap<>(deployments));
    pods = Collections.unmodifiableMap(new LinkedHashMap<>(pods));
    denied = List.copyOf(denied);
  }
}
