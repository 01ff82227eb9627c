package irb.step.sql;

import irb.expr.Null;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// PostgreSQL's array literals, e.g. `{1,NULL,"a \"b\""}`, in both directions.
final class ArrayText {
  private ArrayText() {}

  /// The literal of elements that are text, [Null] or lists of those.
  static String write(List<?> elements) {
    var text = new StringBuilder("{");
    for (var element : elements) {
      if (text.length() > 1) {
        text.append(',');
      }
      switch (element) {
        case Null _ -> text.append("NULL");
        case List<?> list -> text.append(write(list));
        default ->
            text.append('"')
                .append(element.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
      }
    }
    return text.append('}').toString();
  }

  /// The elements of a literal as the server writes it: text, [Null] or lists of those.
  static List<Object> read(String literal) {
    // bounds that do not begin at 1 stand in front: [0:2]={…}
    return new Reader(literal, literal.indexOf('{')).list();
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text, int open) {
      this.text = text;
      this.at = open;
    }

    List<Object> list() {
      var elements = new ArrayList<Object>();
      at++;
      while (text.charAt(at) != '}') {
        switch (text.charAt(at)) {
          case '{' -> elements.add(list());
          case ',' -> at++;
          case '"' -> elements.add(quoted());
          default -> elements.add(bare());
        }
      }
      at++;
      return Collections.unmodifiableList(elements);
    }

    private String quoted() {
      var element = new StringBuilder();
      for (at++; text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\') {
          at++;
        }
        element.append(text.charAt(at));
      }
      at++;
      return element.toString();
    }

    private Object bare() {
      var start = at;
      while (text.charAt(at) != ',' && text.charAt(at) != '}') {
        at++;
      }
      var element = text.substring(start, at);
      return element.equals("NULL") ? Null.NULL : element;
    }
  }
}
