package irb.crash;

import java.util.ArrayList;
import java.util.List;

/// A moment of death: the `at`-th operation on the log, counted from 1, and when in it.
record Kill(int at, When when) {
  /// Nobody dies.
  static final Kill NONE = new Kill(0, When.BEFORE);

  /// Before the operation, in the middle of it (half of the bytes are written), or after it.
  enum When {
    BEFORE,
    TORN,
    AFTER
  }

  /// Every moment of a run whose operations were these.
  static List<Kill> all(List<String> operations) {
    var all = new ArrayList<Kill>();
    for (var at = 1; at <= operations.size(); at++) {
      all.add(new Kill(at, When.BEFORE));
      if (operations.get(at - 1).equals("write")) {
        all.add(new Kill(at, When.TORN));
      }
      all.add(new Kill(at, When.AFTER));
    }
    return all;
  }

  /// Those that differ in what is on the disk or at a peer: between a write and its force nothing
  /// happens, and an effect only between a force and the next write.
  static List<Kill> different(List<String> operations) {
    return all(operations).stream()
        .filter(k -> (k.when() == When.AFTER) != operations.get(k.at() - 1).equals("write"))
        .filter(k -> k.when() != When.BEFORE || operations.get(k.at() - 1).equals("write"))
        .toList();
  }

  static Kill of(String text) {
    var colon = text.indexOf(':');
    return new Kill(
        Integer.parseInt(text.substring(0, colon)), When.valueOf(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return at + ":" + when;
  }
}
