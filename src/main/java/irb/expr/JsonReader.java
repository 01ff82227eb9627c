package irb.expr;

import irb.source.Findings;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what stands under `json`; only plain `true`, `false` and numbers as JSON writes them are
/// no texts.
final class JsonReader {
  private static final Pattern LITERAL =
      Pattern.compile("true|false|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private final Findings findings;

  JsonReader(Findings findings) {
    this.findings = findings;
  }

  /// Empty when there is nothing but a null, which is reported.
  Optional<JsonTree> read(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar(scalar);
      case Sequence list ->
          Optional.of(
              new JsonTree.Items(list.items().stream().flatMap(n -> read(n).stream()).toList()));
      case Mapping mapping -> Optional.of(mapping(mapping));
    };
  }

  private Optional<JsonTree> scalar(Scalar scalar) {
    if (scalar.isNull()) {
      findings.error(
          scalar.place(), "null is an error", "leave the key out, or quote the text \"null\"");
      return Optional.empty();
    }
    return Optional.of(
        scalar.plain() && LITERAL.matcher(scalar.text()).matches()
            ? new JsonTree.Literal(scalar.text())
            : new JsonTree.Value(Template.parse(scalar, findings)));
  }

  private JsonTree mapping(Mapping mapping) {
    var fields = new LinkedHashMap<String, JsonTree>();
    for (var entry : mapping.entries()) {
      if (entry.key().text().contains("${{")) {
        findings.error(
            entry.key().place(), "a name takes no values", "only what stands behind the ':' does");
      }
      read(entry.value()).ifPresent(v -> fields.put(entry.key().text(), v));
    }
    return new JsonTree.Fields(fields);
  }
}
