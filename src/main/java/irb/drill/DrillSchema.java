package irb.drill;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.list;
import static irb.schema.Schema.map;
import static irb.schema.Schema.several;
import static irb.schema.Schema.text;
import static irb.schema.Schema.whole;
import static irb.schema.Schema.word;

import irb.engine.Exit;
import irb.runbook.StepSchema;
import irb.schema.Field;
import irb.schema.Rule.ExactlyOne;
import irb.schema.Schema;
import irb.schema.Schema.Fields;
import irb.step.StepType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What may stand in a drill, as [DrillReader] reads it.
public final class DrillSchema {
  private DrillSchema() {}

  /// The whole file; what is looked at after a run is read by `types`.
  public static Schema of(Map<String, StepType> types) {
    return fields(
        "drill",
        needed("drill", text(), "the runbook that it proves"),
        field("case", text(), "what tells it from other drills of the runbook"),
        field("title", text(), "what has gone wrong"),
        needed("sandbox", map(SandboxSchema.plan()), "what stands in for each target"),
        field("fault", list(FaultSchema.fault()), "what goes wrong before the run"),
        field("with", map(several(text())), "the runbook's parameters"),
        field("env", map(text()), "variables of the run"),
        field("approve", several(text()), "the steps that are approved, or all"),
        field("decline", several(text()), "the steps that are declined"),
        field(
            "answers",
            map(several(text())),
            "what people answer, by step; a list one after the other"),
        field("pace", whole(1), "how many times faster retries, holds and waits pass"),
        field("not_drilled", map(text()), "steps and branches that no drill can take, and why"),
        needed("expect", expected(types), "what must come of it"));
  }

  private static Fields expected(Map<String, StepType> types) {
    var all = new ArrayList<>(ending());
    all.add(field("state", list(state(types)), "what is looked at after the run"));
    all.add(
        field("healthy", fields("end when healthy", ending()), "how a run without the fault ends"));
    return fields("expectation", all);
  }

  private static List<Field> ending() {
    return List.of(
        needed("outcome", word(Exit.class), "how the run ends"),
        field("path", several(text()), "the steps that run, in this order"));
  }

  private static Fields state(Map<String, StepType> types) {
    var actions = StepSchema.actions(types).stream().filter(f -> !f.key().equals("run")).toList();
    var all = new ArrayList<>(actions);
    all.add(field("expect", text().like("true"), "a CEL condition, which sees result alone"));
    return fields("check of the state", all)
        .with(new ExactlyOne(actions.stream().map(Field::key).toList()));
  }
}
