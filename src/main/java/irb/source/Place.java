package irb.source;

/// A character of a source: line and column count from 1.
public record Place(Source source, int line, int column) implements Comparable<Place> {

  /// `file:line:column`, as compilers and editors write it.
  @Override
  public String toString() {
    return source.name() + ":" + line + ":" + column;
  }

  @Override
  public int compareTo(Place other) {
    var byFile = source.name().compareTo(other.source.name());
    var byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }
}
