package irb.runbook;

import irb.source.Place;
import irb.source.Source;
import irb.step.Action;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One procedure as a graph of steps, e.g. `db-pool-exhaustion`; `nested` are the runbooks that its
/// `run` steps name.
public record Runbook(
    String name,
    String title,
    About about,
    Map<String, Parameter> params,
    List<Step> steps,
    Map<String, Runbook> nested,
    Source file,
    Place place) {
  public Runbook {
    steps = List.copyOf(steps);
    nested = Map.copyOf(nested);
  }

  /// A runbook of which it is not known yet what its `run` steps run.
  public Runbook(
      String name,
      String title,
      About about,
      Map<String, Parameter> params,
      List<Step> steps,
      Source file,
      Place place) {
    this(name, title, about, params, steps, Map.of(), file, place);
  }

  /// What a runbook says about itself.
  public record About(
      Optional<String> summary,
      Optional<String> owner,
      Optional<LocalDate> reviewed,
      Optional<String> severity,
      Optional<Place> severityPlace,
      Optional<Duration> rto,
      Optional<String> document,
      Optional<String> section,
      List<String> symptoms,
      List<Map<String, String>> alerts) {
    public About {
      symptoms = List.copyOf(symptoms);
      alerts = List.copyOf(alerts);
    }
  }

  /// The same runbook for an incident of another severity.
  public Runbook withSeverity(String severity) {
    var other =
        new About(
            about.summary(),
            about.owner(),
            about.reviewed(),
            Optional.of(severity),
            about.severityPlace(),
            about.rto(),
            about.document(),
            about.section(),
            about.symptoms(),
            about.alerts());
    return new Runbook(name, title, other, params, steps, nested, file, place);
  }

  /// The same runbook with each of its actions replaced.
  Runbook mapping(UnaryOperator<Action> change) {
    var changed =
        steps.stream()
            .<Step>map(s ->
                switch (s) {
                  case DecideStep decide -> decide;
                  case ActionStep act -> act.mapping(change);
                })
            .toList();
    return new Runbook(name, title, about, params, changed, nested, file, place);
  }

  /// The same runbook, now that those it runs are loaded.
  Runbook running(Map<String, Runbook> loaded) {
    return new Runbook(name, title, about, params, steps, loaded, file, place);
  }

  /// The runbook that `step` runs; empty for every other kind of step.
  public Optional<Runbook> runBy(Step step) {
    return step instanceof ActionStep act
        ? act.action().nested().map(n -> nested.get(n.runbook().text()))
        : Optional.empty();
  }

  public Optional<Step> step(String id) {
    return steps.stream().filter(s -> s.id().equals(id)).findFirst();
  }

  /// The position of a step in file order; -1 when there is none of that id.
  public int indexOf(String id) {
    for (var i = 0; i < steps.size(); i++) {
      if (steps.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }
}
