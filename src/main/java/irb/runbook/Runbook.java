package irb.runbook;

import irb.source.Place;
import irb.source.Source;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One procedure as a graph of steps, e.g. `db-pool-exhaustion`.
public record Runbook(
    String name,
    String title,
    About about,
    Map<String, Parameter> params,
    List<Step> steps,
    Source file,
    Place place) {
  public Runbook {
    steps = List.copyOf(steps);
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
    return new Runbook(name, title, other, params, steps, file, place);
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
