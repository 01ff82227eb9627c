package irb.command;

import irb.expr.Template;
import irb.expr.Template.Text;
import irb.expr.Words;
import irb.source.Findings;
import irb.source.Nearest;
import irb.source.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words of the command that runs a script, e.g. `sh -c SCRIPT`.
final class ScriptWords {
  private static final int LONGEST_SCRIPT = 100_000;
  private static final Map<String, String> INTERPRETERS =
      Map.ofEntries(
          Map.entry("sh", "-c"),
          Map.entry("bash", "-c"),
          Map.entry("dash", "-c"),
          Map.entry("zsh", "-c"),
          Map.entry("ksh", "-c"),
          Map.entry("python", "-c"),
          Map.entry("python3", "-c"),
          Map.entry("perl", "-e"),
          Map.entry("ruby", "-e"),
          Map.entry("node", "-e"));

  private ScriptWords() {}

  /// Reads `script`, which `interpreter` runs, or else `sh`.
  static List<Template> of(Scalar script, Optional<Scalar> interpreter, Findings findings) {
    var template = Template.parse(script, findings);
    template
        .expressions()
        .forEach(e ->
            findings.error(
                e.place(),
                "a script takes no values; they reach it through 'env:'",
                "write env: {NAME: \"${{ " + e.text().strip() + " }}\"} and use \"$NAME\" in it"));
    if (script.text().isBlank() || script.text().indexOf('\0') >= 0) {
      findings.error(script.place(), "a script is a text without NUL, and not empty");
    } else if (script.text().length() > LONGEST_SCRIPT) {
      findings.error(
          script.place(),
          "a script has at most " + LONGEST_SCRIPT + " characters",
          "put it into a file and run that");
    }
    var words =
        new ArrayList<>(interpreter.map(i -> interpreter(i, findings)).orElse(List.of("sh", "-c")));
    words.add(template.constant().orElse(""));
    return words.stream().map(w -> new Template(script, List.of(new Text(w, 0)))).toList();
  }

  /// The interpreter's words with the option that takes a program behind them.
  private static List<String> interpreter(Scalar scalar, Findings findings) {
    var words = Words.split(scalar, findings).stream().map(w -> w.constant().orElse("")).toList();
    var first = words.isEmpty() ? "" : words.getFirst();
    var name = first.substring(first.lastIndexOf('/') + 1);
    var option = INTERPRETERS.get(name);
    if (option == null) {
      var known = INTERPRETERS.keySet().stream().sorted().toList();
      findings.error(
          scalar.place(),
          "an interpreter is one of " + String.join(", ", known) + ", with its options",
          Nearest.to(name, known).map(k -> "did you mean '" + k + "'?").orElse(""));
      return List.of("sh", "-c");
    }
    var all = new ArrayList<>(words);
    all.add(option);
    return all;
  }
}
