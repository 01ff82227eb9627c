package irb.journal;

import org.jspecify.annotations.Nullable;

/// A verified place in a log: everything before `offset` is whole records of `incident`.
///
/// `runs` is the highest run number so far. At the very start the head is number 0 with the hash
/// that stands before the first record.
record Point(String incident, long offset, Head head, long runs) {
  static Point start(String incident) {
    return new Point(incident, 0, new Head(0, Chain.genesis(incident)), 0);
  }

  /// The place behind `line`, which belongs to `run`.
  Point after(Line line, @Nullable String run) {
    var number = run == null ? 0 : Long.parseLong(run.substring(run.indexOf('/') + 1));
    return new Point(incident, offset + line.bytes().length, line.head(), Math.max(runs, number));
  }

  /// The place behind a newline that was missing.
  Point afterNewline() {
    return new Point(incident, offset + 1, head, runs);
  }
}
