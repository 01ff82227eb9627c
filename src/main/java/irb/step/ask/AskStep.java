package irb.step.ask;

import static irb.schema.Field.field;
import static irb.schema.Rule.excludes;
import static irb.schema.Schema.either;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.text;
import static irb.schema.Schema.word;

import irb.expr.Template;
import irb.schema.Schema;
import irb.schema.Schema.ListOf;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.step.Action;
import irb.step.StepType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The step type `ask`.
public final class AskStep implements StepType {
  static final String KEY = "ask";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String help() {
    return "ask the operator and go on with the answer";
  }

  @Override
  public String example() {
    return """
    - id: which_service
      diagnose: Which service is slow?
      ask: {options: [api, worker, scheduler]}
    """;
  }

  @Override
  public Schema schema() {
    return fields(
            "ask action",
            field("type", word(AnswerType.class), "the type of the answer"),
            field(
                "pattern", text().like("[a-z]+"), "a regular expression that the answer must fit"),
            field(
                "options",
                either(
                    "options",
                    text("\\s*\\$\\{\\{[\\s\\S]*", "${{ look.lines }}")
                        .says("the options are a list, or one value that is a list"),
                    new ListOf(text(), 1, Integer.MAX_VALUE)),
                "what there is to choose from: a list, or one value that is a list"))
        .with(excludes("options", "pattern"));
  }

  @Override
  public Optional<? extends Action> read(Node node, Findings findings) {
    var form = Form.of(node, "an ask action", findings);
    var type = form.word("type", AnswerType.class);
    var pattern = form.scalar("pattern").flatMap(s -> pattern(s, findings));
    var options = new ArrayList<Template>();
    var from = Optional.<Template>empty();
    switch (form.node("options").orElse(null)) {
      case null -> {}
      case Scalar value -> from = list(value, findings);
      case Node list -> options.addAll(options(form, list, findings));
    }
    if (form.has("options") && form.has("pattern")) {
      findings.error(
          form.keyPlace("pattern"), "the options say it all already", "remove 'pattern'");
    }
    checkType(type, options, findings);
    form.done();
    return Optional.of(new AskAction(type, pattern, options, from));
  }

  private static List<Template> options(Form form, Node node, Findings findings) {
    var options =
        form.asScalars(node, "'options'").stream().map(s -> Template.parse(s, findings)).toList();
    if (options.isEmpty() && !(node instanceof Node.Mapping)) {
      findings.error(node.place(), "there is nothing to choose from");
    }
    return options;
  }

  private static Optional<Template> list(Scalar scalar, Findings findings) {
    var template = Template.parse(scalar, findings);
    if (template.whole().isEmpty()) {
      findings.error(
          scalar.place(),
          "the options are a list, or one value that is a list",
          "write [a, b], or \"${{ a_step.lines }}\"");
      return Optional.empty();
    }
    return Optional.of(template);
  }

  private static void checkType(
      Optional<AnswerType> type, List<Template> options, Findings findings) {
    for (var option : options) {
      option
          .constant()
          .filter(o -> type.isPresent() && type.get() != AnswerType.STRING)
          .filter(o -> type.orElseThrow().value(o).isEmpty())
          .ifPresent(o ->
              findings.error(option.place(), "'" + o + "' is not " + type.orElseThrow().words()));
    }
  }

  private static Optional<Pattern> pattern(Scalar scalar, Findings findings) {
    try {
      return Optional.of(Pattern.compile(scalar.text()));
    } catch (PatternSyntaxException e) {
      findings.error(scalar.place(), "this is no regular expression: " + e.getDescription());
      return Optional.empty();
    }
  }
}
