package irb.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// In what order several hosts have their turn: how many are in each batch, the last size again and
/// again, and after how many hosts that failed no further batch is begun.
public record Rollout(List<Size> batches, OptionalInt stopAfterFailures) {
  /// All at once.
  public static final Rollout ALL = new Rollout(List.of(), OptionalInt.empty());

  public Rollout {
    batches = List.copyOf(batches);
  }

  /// A number of hosts, or a share of all of them.
  public record Size(int number, boolean percent) {
    public Size {
      if (number < 1 || (percent && number > 100)) {
        throw new IllegalArgumentException("a batch of " + number);
      }
    }

    int of(int hosts) {
      return percent ? Math.max(1, (int) ((long) hosts * number / 100)) : number;
    }

    @Override
    public String toString() {
      return number + (percent ? "%" : "");
    }
  }

  /// `hosts` in the batches they have their turn in.
  <T> List<List<T>> of(List<T> hosts) {
    if (batches.isEmpty()) {
      return List.of(hosts);
    }
    var all = new ArrayList<List<T>>();
    for (var from = 0; from < hosts.size(); ) {
      var size = batches.get(Math.min(all.size(), batches.size() - 1)).of(hosts.size());
      var to = Math.min(hosts.size(), from + size);
      all.add(List.copyOf(hosts.subList(from, to)));
      from = to;
    }
    return all;
  }

  /// How many hosts may fail before the rest is spared; one, when there are batches at all.
  int mostFailures() {
    return stopAfterFailures.orElse(batches.isEmpty() ? Integer.MAX_VALUE : 1);
  }

  /// For people; empty when all have their turn at once.
  String text() {
    return batches.isEmpty()
        ? ""
        : "\n  in batches of "
            + batches.stream().map(Size::toString).collect(Collectors.joining(", "))
            + "; none is begun after "
            + mostFailures()
            + (mostFailures() == 1 ? " host has failed" : " hosts have failed");
  }
}
