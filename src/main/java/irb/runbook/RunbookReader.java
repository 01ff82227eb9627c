package irb.runbook;

import irb.expr.Durations;
import irb.runbook.Runbook.About;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import irb.source.Place;
import irb.step.StepType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a runbook from its YAML; what it means is for [Lint] to check.
public final class RunbookReader {
  static final int MOST_STEPS = 1000;

  private final Map<String, StepType> types;
  private final Findings findings;
  private final Set<String> unread = new LinkedHashSet<>();

  public RunbookReader(Map<String, StepType> types, Findings findings) {
    this.types = types;
    this.findings = findings;
  }

  /// The ids of the steps that could not be read, and "" when there is more that is not known of
  /// the graph; what is said about the rest of the runbook must not blame it for that.
  public Set<String> unread() {
    return Set.copyOf(unread);
  }

  /// The runbook in `root`; empty when it has no name or no steps.
  public Optional<Runbook> read(Node root) {
    var form = Form.of(root, "a runbook", findings);
    var name = form.requiredScalar("runbook");
    var title = form.requiredScalar("title");
    var about = about(form);
    var params = new ParameterReader(findings).read(form);
    var steps = steps(form);
    form.done();
    if (name.isEmpty() || !form.has("steps")) {
      return Optional.empty();
    }
    return Optional.of(
        new Runbook(
            name.get().text(),
            title.map(Scalar::text).orElse(""),
            about,
            params,
            steps,
            root.place().source(),
            name.get().place()));
  }

  private About about(Form form) {
    var source = form.form("source");
    var about =
        new About(
            form.text("summary"),
            form.text("owner"),
            form.date("reviewed"),
            form.text("severity"),
            form.scalar("severity").map(Scalar::place),
            form.scalar("rto").flatMap(this::duration),
            source.flatMap(s -> s.text("document")),
            source.flatMap(s -> s.text("section")),
            form.texts("symptoms"),
            alerts(form));
    source.ifPresent(Form::done);
    return about;
  }

  private Optional<Duration> duration(Scalar scalar) {
    var duration = Durations.parse(scalar.text());
    if (duration.isEmpty()) {
      findings.error(
          scalar.place(), "'rto' is a duration such as 10m, and this is '" + scalar + "'");
    }
    return duration;
  }

  private List<Map<String, String>> alerts(Form form) {
    var alerts = new ArrayList<Map<String, String>>();
    for (var node : form.list("alerts")) {
      var alert = Form.of(node, "an alert", findings);
      var labels = new LinkedHashMap<String, String>();
      alert
          .entries()
          .forEach((k, v) ->
              alert.asScalar(v, "'" + k + "'").ifPresent(s -> labels.put(k.text(), s.text())));
      alerts.add(labels);
    }
    return alerts;
  }

  private List<Step> steps(Form form) {
    var nodes = form.required("steps").map(_ -> form.list("steps")).orElse(List.of());
    if (nodes.isEmpty() && form.node("steps").orElse(null) instanceof Sequence list) {
      findings.error(list.place(), "a runbook needs at least one step");
    }
    if (nodes.size() > MOST_STEPS) {
      findings.error(
          nodes.get(MOST_STEPS).place(),
          "a runbook has at most " + MOST_STEPS + " steps, and this one has " + nodes.size(),
          "make several of it");
      unread.add("");
      return List.of();
    }
    var reader = new StepReader(types, findings);
    var steps = new ArrayList<Step>();
    var seen = new HashMap<String, Place>();
    for (var node : nodes) {
      var step = reader.read(node);
      step.map(s -> seen.putIfAbsent(s.id(), s.place()))
          .ifPresent(before ->
              findings.error(
                  step.get().place(),
                  "the id '" + step.get().id() + "' is taken",
                  "first used in line " + before.line()));
      if (step.isPresent() && step.get().place().equals(seen.get(step.get().id()))) {
        steps.add(step.get());
      } else {
        unread.add(writtenId(node));
      }
    }
    if (reader.lostAWay()) {
      unread.add("");
    }
    return steps;
  }

  private static String writtenId(Node node) {
    return node instanceof Mapping mapping && mapping.value("id").orElse(null) instanceof Scalar id
        ? id.text()
        : "";
  }
}
