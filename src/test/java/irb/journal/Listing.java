package irb.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The names in a folder, each with the number of what it names: those that are durable, and what
/// was done to them since.
record Listing(Map<String, Integer> durable, List<Move> unforced) {
  /// `gone` is no name any more, and `there` names `number`; either may be empty.
  record Move(String gone, String there, int number) {}

  Listing {
    durable = Map.copyOf(durable);
    unforced = List.copyOf(unforced);
  }

  static Listing empty() {
    return new Listing(Map.of(), List.of());
  }

  Listing and(Move move) {
    var all = new ArrayList<>(unforced);
    all.add(move);
    return new Listing(durable, all);
  }

  /// With the first `count` of what was done since.
  Map<String, Integer> after(int count) {
    var names = new TreeMap<>(durable);
    for (var move : unforced.subList(0, count)) {
      names.remove(move.gone());
      if (!move.there().isEmpty()) {
        names.put(move.there(), move.number());
      }
    }
    return names;
  }

  Map<String, Integer> now() {
    return after(unforced.size());
  }

  Listing forced() {
    return new Listing(now(), List.of());
  }
}
