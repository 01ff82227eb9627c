package irb.drill;

import irb.drill.ClusterFault.Ailing;
import irb.drill.ClusterFault.Refused;
import irb.drill.ClusterFault.Rolled;
import irb.drill.ClusterFault.Scaled;
import irb.drill.kube.PodState;
import irb.source.Node.Scalar;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Something that goes wrong in a Kubernetes cluster, mostly with one deployment.
public sealed interface ClusterFault extends Fault.Kind permits Rolled, Scaled, Ailing, Refused {
  /// The deployment that it is about, as written.
  Optional<Scalar> about();

  /// A rollout to images that cannot be pulled; each is the image of a container.
  record Rolled(Scalar deployment, Map<Scalar, String> images) implements ClusterFault {
    public Rolled {
      images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
    }

    @Override
    public Optional<Scalar> about() {
      return Optional.of(deployment);
    }

    @Override
    public String words() {
      return images.entrySet().stream()
          .map(e -> deployment + " is rolled out with " + e.getKey() + "=" + e.getValue())
          .collect(Collectors.joining(", "));
    }
  }

  /// Another number of pods.
  record Scaled(Scalar deployment, int replicas) implements ClusterFault {
    @Override
    public Optional<Scalar> about() {
      return Optional.of(deployment);
    }

    @Override
    public String words() {
      return deployment + " is scaled to " + replicas;
    }
  }

  /// All pods but `ready` are in a bad state; with `alsoNew` those that are made later are too.
  record Ailing(Scalar deployment, PodState state, int ready, Optional<String> log, boolean alsoNew)
      implements ClusterFault {
    @Override
    public Optional<Scalar> about() {
      return Optional.of(deployment);
    }

    @Override
    public String words() {
      return "pods of " + deployment + " are " + state + (ready == 0 ? "" : ", all but " + ready);
    }
  }

  /// Every request is answered with this status.
  record Refused(int status) implements ClusterFault {
    @Override
    public Optional<Scalar> about() {
      return Optional.empty();
    }

    @Override
    public String words() {
      return "every request is answered with " + status;
    }
  }
}
