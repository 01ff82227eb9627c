package irb.terminal;

import irb.engine.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What matters of a result: a few words beside the title, and a few lines below it; all of it when
/// somebody asked for all.
final class Folding {
  private static final int FEW = 5;
  private static final int SHORT = 48;

  private final Layout layout;
  private final Shown shown;
  private final boolean verbose;

  Folding(Layout layout, Shown shown, boolean verbose) {
    this.layout = layout;
    this.shown = shown;
    this.verbose = verbose;
  }

  /// `brief` stands beside the title; `below` are whole lines, already narrow enough.
  record Folded(String brief, List<String> below) {
    Folded {
      below = List.copyOf(below);
    }

    static Folded brief(String brief) {
      return new Folded(brief, List.of());
    }
  }

  /// Results are told apart by their fields: those of each kind of action are documented, and steps
  /// of a kind that comes later are shown as names and values.
  Folded of(StepResult result) {
    var fields = result.fields();
    if (fields.get("rows") instanceof List<?> rows) {
      return rows(maps(rows), fields);
    }
    if (fields.containsKey("status") && fields.containsKey("headers")) {
      return http(result, fields);
    }
    if (fields.containsKey("ended") && fields.containsKey("steps")) {
      return Folded.brief(result.isOk() ? text(fields, "ended") : ""); // its why names the end
    }
    if (fields.containsKey("exit")) {
      return command(result, fields);
    }
    if (fields.containsKey("days_left")) {
      return certificate(fields);
    }
    if (fields.containsKey("rcode") && !text(fields, "rcode").equals("NOERROR")) {
      return Folded.brief(text(fields, "rcode"));
    }
    for (var name : List.of("text", "answer", "note", "records")) {
      if (fields.containsKey(name)) {
        return words(text(fields, name));
      }
    }
    return verbose ? all(fields) : Folded.brief("");
  }

  @SuppressWarnings("unchecked") // rows of an sql result are maps by column name
  private static List<Map<String, Object>> maps(List<?> rows) {
    return rows.stream().allMatch(Map.class::isInstance)
        ? (List<Map<String, Object>>) rows
        : List.of();
  }

  private Folded rows(List<Map<String, Object>> rows, Map<String, Object> fields) {
    if (rows.isEmpty()) {
      var affected = fields.get("affected");
      return Folded.brief(
          affected instanceof Long n && n > 0 ? n + (n == 1 ? " row" : " rows") : "no rows");
    }
    if (rows.size() == 1 && !verbose) {
      var one = pairs(rows.getFirst());
      if (DisplayWidth.of(one) <= SHORT) {
        return Folded.brief(one);
      }
    }
    var table = new Table(shown, layout.theme(), layout.tableWidth());
    return new Folded("", table.lines(rows, verbose ? rows.size() : FEW));
  }

  /// `used 27, max 30`.
  private String pairs(Map<String, Object> row) {
    var pairs = new ArrayList<String>();
    row.forEach((name, value) -> pairs.add(shown.line(name) + " " + shown.line(value)));
    return String.join(", ", pairs);
  }

  private Folded http(StepResult result, Map<String, Object> fields) {
    var body = shown.lines(text(fields, "body"));
    var below = new ArrayList<String>();
    if (verbose && fields.get("headers") instanceof Map<?, ?> headers) {
      new TreeMap<Object, Object>(headers)
          .forEach((name, value) -> below.addAll(wrapped(shown.line(name + ": " + value))));
    }
    if (verbose) {
      body.forEach(line -> below.addAll(wrapped(line)));
    } else if (!result.isOk()) {
      below.addAll(first(body));
    }
    return new Folded(text(fields, "status"), below);
  }

  private Folded certificate(Map<String, Object> fields) {
    var problem = shown.line(text(fields, "problem"));
    return problem.isEmpty()
        ? Folded.brief(text(fields, "days_left") + " days left")
        : words(problem);
  }

  private Folded command(StepResult result, Map<String, Object> fields) {
    var out = shown.lines(text(fields, "out"));
    var err = shown.lines(text(fields, "err"));
    var code = text(fields, "exit");
    // the sentence about a failure has it already
    var exit = code.equals("0") || !result.why().isEmpty() ? "" : "exit " + code;
    if (verbose) {
      var below = new ArrayList<String>();
      out.forEach(line -> below.addAll(wrapped(line)));
      err.forEach(line -> below.addAll(wrapped("stderr: " + line)));
      return new Folded(exit, below);
    }
    if (!result.isOk()) {
      return new Folded(exit, last(err.isEmpty() ? out : err));
    }
    return out.size() == 1 && DisplayWidth.of(out.getFirst()) <= SHORT
        ? Folded.brief(out.getFirst().strip())
        : new Folded(exit, last(out));
  }

  private Folded words(String text) {
    var lines = shown.lines(text);
    if (lines.size() == 1 && DisplayWidth.of(lines.getFirst()) <= SHORT) {
      return Folded.brief(lines.getFirst());
    }
    return new Folded("", verbose ? layout.indented(0, lines) : first(lines));
  }

  private Folded all(Map<String, Object> fields) {
    var lines = new ArrayList<String>();
    new TreeMap<>(fields)
        .forEach(
            (name, value) -> lines.addAll(wrapped(shown.line(name + " = ") + shown.line(value))));
    return new Folded("", lines);
  }

  private List<String> first(List<String> lines) {
    var few = new ArrayList<String>();
    lines.stream().limit(FEW).forEach(line -> few.add(cut(line)));
    if (lines.size() > FEW) {
      few.add(more(lines.size() - FEW));
    }
    return few;
  }

  /// Commands say last what went wrong.
  private List<String> last(List<String> lines) {
    var few = new ArrayList<String>();
    if (lines.size() > FEW) {
      few.add(more(lines.size() - FEW));
    }
    lines.stream().skip(Math.max(0, lines.size() - FEW)).forEach(line -> few.add(cut(line)));
    return few;
  }

  private String more(int count) {
    var theme = layout.theme();
    return theme.quiet(
        theme.ellipsis() + " " + count + (count == 1 ? " more line" : " more lines") + " (-v)");
  }

  private String cut(String line) {
    return DisplayWidth.cut(line, layout.width() - layout.details(), layout.theme().ellipsis());
  }

  private List<String> wrapped(String line) {
    return DisplayWidth.wrap(line, layout.width() - layout.details());
  }

  private static String text(Map<String, Object> fields, String name) {
    var value = fields.get(name);
    return value == null ? "" : value instanceof List<?> list ? joined(list) : value.toString();
  }

  private static String joined(List<?> list) {
    return String.join(", ", list.stream().map(Object::toString).toList());
  }
}
