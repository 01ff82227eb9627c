package irb.engine;

import java.util.List;

/// How a run ended, and the steps it took: in file order within a group that ran together.
///
/// One that is not `logged` lost its log on the way: no listener heard of its end.
public record RunReport(Exit exit, String why, List<String> path, boolean logged) {
  public RunReport {
    path = List.copyOf(path);
  }
}
