package irb.schema;

import irb.StepTypes;
import irb.drill.DrillSchema;
import irb.runbook.PlaybookSchema;
import irb.runbook.RunbookSchema;
import java.nio.file.Path;
import java.util.Locale;

/// The three kinds of files that people write, and the file that describes each to editors.
enum SchemaFile {
  RUNBOOK("A runbook of irb: what to do in an incident"),
  PLAYBOOK("A playbook of irb: what the runbooks of a folder share"),
  DRILL("A drill of irb: what goes wrong, and what a runbook must do about it");

  private static final Path FOLDER = Path.of("runbooks", "schema");

  private final String title;

  SchemaFile(String title) {
    this.title = title;
  }

  Schema schema() {
    return switch (this) {
      case RUNBOOK -> RunbookSchema.of(StepTypes.all());
      case PLAYBOOK -> PlaybookSchema.file();
      case DRILL -> DrillSchema.of(StepTypes.all());
    };
  }

  Path path() {
    return FOLDER.resolve(this + ".schema.json");
  }

  String id() {
    return "urn:irb:schema:" + this;
  }

  /// What the file has to hold.
  String text() {
    return new SchemaWriter(schema()).text(id(), title);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
