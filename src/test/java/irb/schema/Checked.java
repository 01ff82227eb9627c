package irb.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import irb.source.Findings;
import irb.source.Node;
import irb.source.YamlReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks files as an editor does, with a validator that knows nothing of irb.
final class Checked {
  private static final Validator VALIDATOR = validator();

  private Checked() {}

  private static Validator validator() {
    var validator =
        new ValidatorFactory().withDialect(new Dialects.Draft7Dialect()).createValidator();
    for (var file : SchemaFile.values()) {
      validator.registerSchema(URI.create(file.id()), file.text());
    }
    return validator;
  }

  /// What is wrong with `file` for the schema that its place asks for.
  static List<String> file(Path file) {
    return json(kind(file), EditorView.of(read(file).orElseThrow()));
  }

  static boolean isYaml(Path file) {
    return read(file).isPresent();
  }

  private static Optional<Node> read(Path file) {
    var findings = new Findings();
    return new YamlReader(findings).read(file, file.toString()).filter(_ -> !findings.hasErrors());
  }

  static List<String> json(SchemaFile kind, JsonNode json) {
    var result = VALIDATOR.validate(URI.create(kind.id()), json);
    var wrong = new ArrayList<String>();
    if (!result.isValid()) {
      result
          .getErrors()
          .forEach(
              e -> wrong.add(e.getInstanceLocation() + " " + e.getKeyword() + ": " + e.getError()));
      wrong.add("refused");
    }
    return wrong;
  }

  private static SchemaFile kind(Path file) {
    if (file.getParent() != null && file.getParent().endsWith("drills")) {
      return SchemaFile.DRILL;
    }
    return file.endsWith("playbook.yaml") ? SchemaFile.PLAYBOOK : SchemaFile.RUNBOOK;
  }
}
