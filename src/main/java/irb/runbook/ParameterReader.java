package irb.runbook;

import irb.runbook.Parameter.UnfitException;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads `params:`.
final class ParameterReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private static final int LONGEST_PATTERN = 500;

  private final Findings findings;

  ParameterReader(Findings findings) {
    this.findings = findings;
  }

  Map<String, Parameter> read(Form runbook) {
    var params = new LinkedHashMap<String, Parameter>();
    runbook
        .form("params")
        .ifPresent(f ->
            f.entries()
                .forEach((name, node) -> read(name, node).ifPresent(p -> params.put(p.name(), p))));
    return params;
  }

  private Optional<Parameter> read(Scalar name, Node node) {
    if (!NAME.matcher(name.text()).matches()) {
      findings.error(
          name.place(),
          "'" + name + "' is no parameter name",
          "small letters, digits and _, a letter first");
    }
    var form = Form.of(node, "a parameter", findings);
    var type =
        form.required("type")
            .flatMap(n -> form.asScalar(n, "'type'"))
            .flatMap(s -> form.asWord(s, "'type'", Parameter.Type.class));
    var standard = form.node("default").map(n -> form.asScalars(n, "'default'"));
    var pattern = form.scalar("pattern").flatMap(this::pattern);
    var parameter =
        new Parameter(
            name.text(),
            type.orElse(Parameter.Type.STRING),
            standard.map(l -> l.stream().map(Scalar::text).toList()),
            form.texts("values"),
            pattern,
            form.text("min"),
            form.text("max"),
            form.text("help"),
            form.text("alert"),
            form.flag("optional"),
            name.place());
    form.done();
    if (type.isPresent() && (pattern.isPresent() || !form.has("pattern"))) {
      checkRange(parameter, form);
      checkDefault(parameter, form);
    }
    return form.isRead() ? Optional.of(parameter) : Optional.empty();
  }

  private Optional<Pattern> pattern(Scalar scalar) {
    if (scalar.text().length() > LONGEST_PATTERN) {
      findings.error(
          scalar.place(), "a pattern has at most " + LONGEST_PATTERN + " characters", "shorten it");
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(scalar.text()));
    } catch (PatternSyntaxException e) {
      findings.error(scalar.place(), "this is no regular expression: " + e.getDescription());
      return Optional.empty();
    }
  }

  private void checkRange(Parameter parameter, Form form) {
    for (var limit : List.of("min", "max")) {
      var written = form.text(limit);
      if (written.isPresent() && !parameter.type().hasOrder()) {
        findings.error(
            form.keyPlace(limit),
            "a " + parameter.type() + " has no '" + limit + "'",
            "remove it; min and max go with int, number, duration and time");
      } else if (written.isPresent()) {
        try {
          parameter.limit(written.get());
        } catch (UnfitException e) {
          findings.error(
              form.keyPlace(limit), "'" + limit + "' of " + String.valueOf(e.getMessage()), "");
        }
      }
    }
  }

  private void checkDefault(Parameter parameter, Form form) {
    if (parameter.type() == Parameter.Type.SECRET && parameter.standard().isPresent()) {
      findings.error(
          form.keyPlace("default"),
          "a secret has no default",
          "it would stand in this file for everybody to read");
      return;
    }
    try {
      if (parameter.standard().isPresent()) {
        parameter.value(parameter.standard().get());
      }
    } catch (UnfitException e) {
      findings.error(form.keyPlace("default"), String.valueOf(e.getMessage()), "");
    }
  }
}
