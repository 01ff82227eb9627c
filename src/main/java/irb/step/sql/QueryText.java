package irb.step.sql;

import irb.expr.Template;
import irb.expr.Template.Hole;
import irb.expr.Template.Text;
import irb.source.Place;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A query as one text in which every hole is one character, and the way back to where it stands.
final class QueryText {
  private static final char HOLE = '\uFFFC';

  private final Template template;
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> origins = new java.util.ArrayList<>();
  private final TreeMap<Integer, Hole> holes = new TreeMap<>();

  QueryText(Template template) {
    this.template = template;
    for (var part : template.parts()) {
      switch (part) {
        case Text(var constant, var offset) -> add(constant, offset);
        case Hole hole -> {
          holes.put(text.length(), hole);
          origins.add(hole.offset());
          text.append(HOLE);
        }
      }
    }
  }

  /// Adds constant text; `$${{` was written where it has `${{`.
  private void add(String constant, int offset) {
    var from = offset;
    for (var i = 0; i < constant.length(); i++) {
      origins.add(from);
      from += constant.startsWith("${{", i) ? 2 : 1;
      text.append(constant.charAt(i));
    }
  }

  String text() {
    return text.toString();
  }

  boolean isHole(int at) {
    return holes.containsKey(at);
  }

  Hole hole(int at) {
    return java.util.Objects.requireNonNull(holes.get(at));
  }

  /// The holes from `start` to before `end`, by where they are.
  Map<Integer, Hole> holes(int start, int end) {
    return holes.subMap(start, end);
  }

  /// The place in the file of the character at `at`.
  Place place(int at) {
    return at < origins.size() ? template.origin().at(origins.get(at)) : template.place();
  }
}
