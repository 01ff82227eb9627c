package irb.runbook;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Rule.exactlyOne;
import static irb.schema.Schema.durationAboveZero;
import static irb.schema.Schema.either;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.list;
import static irb.schema.Schema.several;
import static irb.schema.Schema.text;
import static irb.schema.Schema.whole;
import static irb.schema.Schema.word;

import irb.expr.Allow;
import irb.schema.Field;
import irb.schema.Rule;
import irb.schema.Rule.ExactlyOne;
import irb.schema.Rule.Excludes;
import irb.schema.Rule.NeededUnless;
import irb.schema.Rule.Needs;
import irb.schema.Schema;
import irb.schema.Schema.Fields;
import irb.schema.Schema.Kinds;
import irb.schema.Schema.MapOf;
import irb.schema.Schema.Text;
import irb.step.Risk;
import irb.step.StepType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What may stand in a step, as [StepReader] reads it: for each phase its own modifiers.
public final class StepSchema {
  private static final Text TITLE = text().like("What this step is for");
  private static final Text CONDITION = text().like("result.ok");
  private static final Schema GO =
      either(
          "way to go",
          text().like("escalate"),
          fields("escalation to", needed("escalate", text(), "the contact who takes over")));

  private final List<Field> actions;
  private final Map<String, Field> modifiers = new LinkedHashMap<>();

  StepSchema(Map<String, StepType> types) {
    this.actions = actions(types);
    for (var modifier : modifiers()) {
      modifiers.put(modifier.key(), modifier);
    }
  }

  Kinds step() {
    var phases = new LinkedHashMap<String, Fields>();
    for (var phase : Phase.values()) {
      phases.put(phase.toString(), step(phase));
    }
    return new Kinds("step", phases);
  }

  private Fields step(Phase phase) {
    var all = new ArrayList<Field>();
    all.add(
        needed(
            "id",
            text(Reserved.freeOf(StepReader.ID), "look")
                .says("small letters, digits and _, a letter first, and no word of the language"),
            "what other steps call it"));
    all.add(needed(phase.toString(), TITLE, help(phase)));
    var rules = new ArrayList<Rule>();
    if (phase == Phase.DECIDE) {
      rules.add(exactlyOne("choose", "ask"));
      rules.add(new Needs("choose", "otherwise"));
      rules.add(new Needs("otherwise", "choose"));
    } else {
      all.addAll(actions);
      rules.add(new ExactlyOne(actions.stream().map(Field::key).toList()));
    }
    for (var key : phase.modifiers()) {
      all.add(Objects.requireNonNull(modifiers.get(key), key));
    }
    if (phase == Phase.REMEDIATE) {
      rules.add(new NeededUnless(List.of("manual", "run"), List.of("risk", "undo")));
    }
    if (phase.modifiers().contains("holds_for")) {
      rules.add(new Needs("holds_for", "retry"));
    }
    if (phase != Phase.DECIDE) {
      var bound = new TreeSet<>(StepReader.NOT_OF_A_RUN);
      bound.retainAll(phase.modifiers());
      rules.add(new Excludes("run", List.copyOf(bound)));
    }
    return fields(phase + " step", all).with(rules.toArray(Rule[]::new));
  }

  private static String help(Phase phase) {
    return switch (phase) {
      case DIAGNOSE -> "looks, and changes nothing; the value is the title";
      case DECIDE -> "decides where to go on; the value is the title";
      case REMEDIATE ->
          "changes something, after it was shown and approved; the value is the title";
      case VERIFY -> "proves what a change came to; the value is the title";
      case COMMUNICATE -> "tells people; the value is the title";
    };
  }

  /// A key for each step type.
  public static List<Field> actions(Map<String, StepType> types) {
    return types.values().stream().map(t -> field(t.key(), t.schema(), t.help())).toList();
  }

  /// One action alone, which runs no runbook, beside `more` ways.
  private Fields alone(String name, Field... more) {
    var all = Stream.concat(Stream.of(more), actions.stream().filter(f -> !f.key().equals("run")));
    var ways = all.toList();
    return fields(name, ways).with(new ExactlyOne(ways.stream().map(Field::key).toList()));
  }

  private List<Field> modifiers() {
    return List.of(
        field("when", CONDITION, "the step is skipped unless this CEL condition is true"),
        field("expect", CONDITION, "the step has failed unless this is true of its result"),
        field("retry", retry(), "how often it is tried again until it is ok"),
        field("holds_for", durationAboveZero(), "how long it must stay ok, from its first success"),
        field(
            "fresh_for",
            durationAboveZero(),
            "how long what it found counts, 10m when not written"),
        field(
            "save",
            text(StepReader.EVIDENCE.pattern(), "LOGS.txt")
                .says("this is a file name of letters, digits and . _ -"),
            "keeps its whole output, masked, in the incident's folder under this name"),
        field("choose", list(choice()), "the first condition that is true says where to go"),
        field("otherwise", GO, "where to go when no condition is true"),
        field(
            "ask",
            new MapOf(text().like("resolved", "escalate"), text().like("Hand over"), 2),
            "lets a person choose: a step or an end, with its label"),
        field("risk", word(Risk.class), "how bad it is if this was wrong; high is typed out"),
        field("undo", alone("undo", none()), "how it is taken back, or why it cannot be"),
        field("preview", alone("preview"), "a read that shows what the change will touch"),
        field("limits", limits(), "how much it may change"),
        field("confirm", text(), "one more sentence shown before it is approved"),
        field("approvals", whole(1), "how many people must approve it"),
        field("note", text(), "what people should know, shown with the step"),
        field(
            "timeout", durationAboveZero().orValue(), "of one attempt, 30s when it is not written"),
        field("next", GO, "where to go from here: a step, or an end"),
        field("on_failure", GO, "where to go when it is not ok"),
        field("visits", whole(1), "how often a run may come here; one more, and it escalates"),
        field("allow", several(word(Allow.class)), "what its values may be all the same"));
  }

  private static Field none() {
    return field("none", text().like("nothing to undo"), "why it cannot be taken back");
  }

  private static Fields retry() {
    return fields(
            "retry",
            needed("every", durationAboveZero(), "how long to wait between attempts"),
            field("within", durationAboveZero().orValue(), "no attempt begins after this time"),
            field("attempts", whole(1), "how many attempts there are"))
        .with(exactlyOne("within", "attempts"));
  }

  private static Fields limits() {
    return fields(
            "limits",
            field("rows", whole(0).orValue(), "rows changed; over it nothing is committed"),
            field("targets", whole(0).orValue(), "hosts it acts on; over it nothing is started"),
            field("runs", whole(0).orValue(), "runs that made this change, counted in the log"),
            field("per", durationAboveZero(), "how far back runs are counted"))
        .with(new Needs("per", "runs"));
  }

  private static Fields choice() {
    return fields(
        "choice",
        needed("when", CONDITION, "a CEL condition"),
        needed("next", GO, "where to go when it is true"),
        field("because", text(), "said and logged when it is taken"));
  }
}
