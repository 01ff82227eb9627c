package irb.source;

import java.util.List;
import java.util.Optional;

/// A value of a YAML file with the place it stands at.
public sealed interface Node {
  Place place();

  /// What kind of value it is, for messages: `a text`, `a list`, `a mapping`.
  String kind();

  /// A single value, always as text; whoever reads it gives it its type.
  ///
  /// `start` is where in the file its text begins, behind a quote or the mark of a block.
  record Scalar(Place place, String text, Style style, int start) implements Node {
    /// A text that stands in the file as it is, whether quoted or not.
    public Scalar(Place place, String text, boolean plain, int start) {
      this(place, text, plain ? Style.PLAIN : Style.BLOCK, start);
    }

    public boolean plain() {
      return style == Style.PLAIN;
    }

    @Override
    public String kind() {
      return isNull() ? "nothing" : "a text";
    }

    /// Whether it was left empty, or written as `null` or `~`.
    public boolean isNull() {
      return plain() && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    /// The place of the character at `offset` of the text, wherever folding put it.
    public Place at(int offset) {
      return place.source().at(begin(offset));
    }

    /// The characters from `from` to `to` of the text as a scalar of their own, e.g. one word.
    public Scalar part(int from, int to) {
      var begin = begin(from);
      return new Scalar(place.source().at(begin), text.substring(from, to), style, begin);
    }

    /// Whether it ends where a list or mapping in flow style goes on or ends, as at a comma.
    public boolean isCutByFlow() {
      var file = place.source().text();
      var at = begin(text.length());
      while (at < file.length() && Character.isWhitespace(file.charAt(at))) {
        at++;
      }
      return plain() && at < file.length() && ",]}".indexOf(file.charAt(at)) >= 0;
    }

    private int begin(int offset) {
      return Alignment.find(place.source().text(), start, text, style, offset);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// A list.
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /// Keys and values in the order they are written; no key stands twice.
  record Mapping(Place place, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }

    public Optional<Node> value(String key) {
      return entries.stream().filter(e -> e.key().text().equals(key)).map(Entry::value).findFirst();
    }
  }

  /// A key and its value.
  record Entry(Scalar key, Node value) {}
}
