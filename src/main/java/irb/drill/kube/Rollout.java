package irb.drill.kube;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The next step of a rollout: which replica sets of a deployment grow or shrink. `sets` are its
/// replica sets, oldest first, `current` is the uid of the one that it wants.
///
/// The arithmetic is that of Kubernetes: never more pods than `replicas + maxSurge`, never fewer
/// that are available than `replicas - maxUnavailable`, and old pods that are not well go first.
final class Rollout {
  private final Strategy strategy;
  private final List<KubeObject> sets;
  private final Optional<String> current;
  private final int wanted;
  private final Map<KubeObject, Integer> changes = new LinkedHashMap<>();

  Rollout(KubeObject deployment, List<KubeObject> sets, Optional<String> current) {
    this.strategy = new Strategy(deployment);
    this.sets = List.copyOf(sets);
    this.current = current;
    this.wanted = deployment.replicas();
  }

  /// How many replicas which sets get.
  Map<KubeObject, Integer> changes(boolean paused) {
    var target = sets.stream().filter(s -> current.equals(Optional.of(s.uid()))).findFirst();
    if (paused) {
      // nothing is rolled out, but a change of the number takes effect
      var active = sets.stream().filter(s -> s.replicas() > 0).toList();
      if (active.size() == 1) {
        set(active.getFirst(), wanted);
      } else if (active.isEmpty() && !sets.isEmpty()) {
        set(target.orElse(sets.getLast()), wanted);
      }
    } else if (target.isPresent()) {
      var old = sets.stream().filter(s -> !s.uid().equals(target.get().uid())).toList();
      if (strategy.isRecreate()) {
        recreate(target.get(), old);
      } else {
        roll(target.get(), old);
      }
    }
    return changes;
  }

  private void set(KubeObject set, int replicas) {
    if (set.replicas() != replicas) {
      changes.put(set, replicas);
    }
  }

  private void recreate(KubeObject target, List<KubeObject> old) {
    old.forEach(s -> set(s, 0));
    if (old.stream().allMatch(s -> s.replicas() == 0 && count(s, "replicas") == 0)) {
      set(target, wanted);
    }
  }

  private void roll(KubeObject target, List<KubeObject> old) {
    var all = sets.stream().mapToInt(KubeObject::replicas).sum();
    var room = wanted + strategy.surge() - all;
    set(target, Math.min(wanted, target.replicas() + Math.max(0, room)));
    shrink(target, old, all);
  }

  private void shrink(KubeObject target, List<KubeObject> old, int all) {
    var least = wanted - strategy.unavailable();
    var waiting = Math.max(0, target.replicas() - count(target, "availableReplicas"));
    var most = all - least - waiting;
    var left = new LinkedHashMap<KubeObject, Integer>();
    for (var set : old) {
      var unwell = Math.max(0, set.replicas() - count(set, "availableReplicas"));
      var cut = Math.clamp(most, 0, unwell);
      most -= cut;
      left.put(set, set.replicas() - cut);
    }
    var spare =
        sets.stream().mapToInt(s -> Math.min(s.replicas(), count(s, "availableReplicas"))).sum()
            - least;
    for (var set : old) {
      var rest = left.getOrDefault(set, 0);
      var well = Math.min(rest, count(set, "availableReplicas"));
      var cut = Math.clamp(spare, 0, well);
      spare -= cut;
      set(set, rest - cut);
    }
  }

  private static int count(KubeObject set, String field) {
    return set.json().path("status").path(field).asInt();
  }
}
