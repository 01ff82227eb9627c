package irb.runbook;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Schema.date;
import static irb.schema.Schema.duration;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.flag;
import static irb.schema.Schema.list;
import static irb.schema.Schema.map;
import static irb.schema.Schema.several;
import static irb.schema.Schema.text;
import static irb.schema.Schema.word;

import irb.schema.Rule.Unfit;
import irb.schema.Schema;
import irb.schema.Schema.Fields;
import irb.schema.Schema.ListOf;
import irb.step.StepType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What may stand in a runbook, as [RunbookReader] reads it.
public final class RunbookSchema {
  private static final String NAME = "[a-z][a-z0-9_]*";

  private RunbookSchema() {}

  /// The whole file; its actions are those of `types`.
  public static Schema of(Map<String, StepType> types) {
    return fields(
        "runbook",
        needed("runbook", text(), "the name of the runbook, which is that of its file"),
        needed("title", text(), "what has happened, in a few words"),
        field("summary", text(), "what the runbook does, in a sentence or two"),
        field("source", source(), "the document that it was made from"),
        field("owner", text(), "who keeps it right"),
        field(
            "reviewed", date(), "when somebody last checked it; a run warns when that is long ago"),
        field("severity", text(), "one of the playbook's; needed when it has any"),
        field("rto", duration(), "how long this may take; logged when passed, never stops a run"),
        field("symptoms", several(text()), "what people see when this has happened"),
        field("alerts", list(map(text())), "labels of the alerts that lead here"),
        field("params", map(text(NAME, "service"), parameter()), "what a run is given"),
        needed(
            "steps",
            new ListOf(new StepSchema(types).step(), 1, RunbookReader.MOST_STEPS),
            "what is done, in this order unless a step says otherwise"));
  }

  /// Where a runbook or playbook was taken from.
  static Fields source() {
    return fields(
        "source",
        field("document", text(), "the file or page"),
        field("section", text(), "the part of it"));
  }

  private static Fields parameter() {
    return fields(
            "parameter",
            needed("type", word(Parameter.Type.class), "what the value is"),
            field(
                "default",
                several(text().like("1")),
                "what it is when nobody says; else it is required"),
            field("values", several(text().like("1")), "the only ones there are"),
            field("pattern", text().like("[0-9]+"), "a regular expression that a value must fit"),
            field("min", text().like("1"), "the least there is"),
            field("max", text().like("1"), "the most there is"),
            field("help", text(), "one line on what it is for"),
            field("alert", text(), "the label of an alert that it is taken from"),
            field("optional", flag(), "whether it may be missing"))
        .with(
            new Unfit("type", words(t -> !t.hasOrder()), List.of("min", "max")),
            new Unfit("type", List.of(Parameter.Type.SECRET.toString()), List.of("default")));
  }

  private static List<String> words(Predicate<Parameter.Type> fitting) {
    return Arrays.stream(Parameter.Type.values())
        .filter(fitting)
        .map(Parameter.Type::toString)
        .toList();
  }
}
