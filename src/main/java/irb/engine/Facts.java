package irb.engine;

import irb.runbook.Runbook;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What expressions see of the run and of its incident, as `run` and `incident`.
record Facts(RunRequest request, Instant started, Instant now) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss").withZone(ZoneOffset.UTC);

  Map<String, Object> run() {
    return Map.of(
        "id", request.run(),
        "started", started,
        "env", request.environment().shown(),
        "operator", request.around().actor(),
        "dry", request.dry());
  }

  /// `runbook` is the one that the run began with, `done` the changes it made, in words.
  Map<String, Object> incident(Runbook runbook, List<String> done) {
    var severity = runbook.about().severity();
    var incident = new LinkedHashMap<String, Object>();
    incident.put("id", request.incident());
    incident.put("title", runbook.title());
    incident.put("severity", severity.orElse(""));
    incident.put("status", "investigating");
    incident.put("started", started.truncatedTo(ChronoUnit.SECONDS));
    // people read it: nobody wants to know the microseconds
    incident.put("duration", Duration.between(started, now).truncatedTo(ChronoUnit.SECONDS));
    incident.put("roles", Map.of());
    incident.put("actions", done);
    incident.put("update_number", 1L);
    incident.put("stamp", STAMP.format(started));
    severity
        .flatMap(s -> Optional.ofNullable(request.playbook().severities().get(s)))
        .flatMap(s -> s.updateEvery())
        .ifPresent(e -> {
          incident.put("update_every", e);
          incident.put("next_update", now.plus(e).truncatedTo(ChronoUnit.SECONDS));
        });
    return incident;
  }
}
