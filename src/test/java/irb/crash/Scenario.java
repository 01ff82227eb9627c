package irb.crash;

import irb.acceptance.Irb;
import java.util.List;
import java.util.Map;

/// A runbook that is run, killed and taken up until it ends.
///
/// `ways` are how it is started and then taken up, the last for ever; `whole` says how often each
/// step's change has arrived when the run is resolved; `sent` are steps that may be lost without
/// the run being the worse for it.
record Scenario(
    String name,
    Installation installation,
    Arrivals arrivals,
    List<Way> ways,
    Map<String, Long> whole,
    List<String> sent) {
  Scenario {
    ways = List.copyOf(ways);
    whole = Map.copyOf(whole);
    sent = List.copyOf(sent);
  }

  /// Lays a runbook and whatever it needs out for a program.
  interface Installation {
    void in(Irb irb) throws Exception;
  }

  /// Says how often the change of a step arrived at its peer.
  interface Arrivals {
    long of(String step) throws Exception;
  }

  /// A person and what they type.
  record Way(String actor, List<String> words) {
    Way {
      words = List.copyOf(words);
    }

    static Way of(String... words) {
      return new Way("tester", List.of(words));
    }
  }

  /// The way of the `number`-th try, counted from 0.
  Way way(int number) {
    return ways.get(Math.min(number, ways.size() - 1));
  }

  /// The one change of `peer`.
  static Scenario of(Peer peer) {
    return new Scenario(
        peer.toString(),
        peer::install,
        _ -> peer.arrived(),
        List.of(Way.of("run", "change", "--yes"), Way.of("resume", "--yes")),
        Map.of("change", 1L),
        List.of());
  }

  @Override
  public String toString() {
    return name;
  }
}
