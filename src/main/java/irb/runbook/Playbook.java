package irb.runbook;

import irb.expr.Template;
import irb.source.Node.Scalar;
import irb.source.Place;
import irb.step.Action;
import irb.step.Channel;
import irb.step.Target.Kind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One organisation's incident response document as data: `playbook.yaml`.
public record Playbook(
    String name,
    String title,
    Optional<Duration> reviewEvery,
    ZoneId timezone,
    Map<String, Environment> environments,
    List<String> secrets,
    Map<String, Severity> severities,
    Map<String, Contact> contacts,
    Map<String, Role> roles,
    List<Rung> escalation,
    Map<String, Channel> channels,
    Map<String, MessageTemplate> templates,
    Map<String, TargetSpec> targets,
    List<Freeze> freezes,
    Map<String, List<Template>> checklists,
    Place place) {

  private static final Pattern HOST = Pattern.compile("host\\d+");

  /// A set of systems, e.g. `production`; a protected one is shown in red and honours freezes.
  public record Environment(String name, boolean isProtected) {}

  /// How bad an incident is, and what that demands: `escalateAfter` is when one that is not over
  /// goes to the next level, `channels` are where messages go that name no channel of their own.
  public record Severity(
      String key,
      String name,
      Optional<String> means,
      List<String> signs,
      Optional<Duration> respond,
      Optional<Duration> updateEvery,
      Optional<Duration> escalateAfter,
      List<String> escalate,
      List<String> channels,
      List<String> open,
      Optional<Duration> review) {}

  /// A person or vendor who can be reached.
  public record Contact(String key, String name, Map<String, Template> ways) {}

  /// What somebody does in an incident.
  public record Role(
      String key,
      String name,
      Optional<String> contact,
      Optional<String> escalatesTo,
      List<String> decides,
      List<String> duties) {}

  /// A step of the escalation ladder: whom to tell, how long after the one before who has not
  /// answered, and for which severities; all of them when none is named.
  public record Rung(String contact, Optional<Duration> after, List<String> severities) {
    public Rung {
      severities = List.copyOf(severities);
    }

    boolean isFor(Optional<String> severity) {
      return severities.isEmpty() || severity.filter(severities::contains).isPresent();
    }
  }

  /// A message with blanks.
  public record MessageTemplate(
      String key,
      List<String> to,
      List<String> severities,
      Optional<Duration> within,
      Map<String, Field> fields,
      Optional<Template> subject,
      Template text) {}

  /// A blank of a message: what to ask, and what stands there when nobody can be asked.
  public record Field(String key, Optional<String> ask, Optional<String> standard) {}

  /// A time in which nothing is changed in protected environments.
  public record Freeze(String from, String to, List<String> days, String reason, Place place) {}

  /// A target as written; its templates see `env` alone.
  public record TargetSpec(
      String name,
      Kind kind,
      Map<String, Template> settings,
      Map<String, Template> headers,
      Map<String, Template> env,
      Optional<String> via,
      Place place) {
    /// How many hosts it is.
    public int hosts() {
      return Math.max(1, (int) settings.keySet().stream().filter(HOST.asMatchPredicate()).count());
    }
  }

  /// The target that `action` names, or takes because it is the first of its kind; empty when it
  /// has none, or names one that is not here.
  public Optional<TargetSpec> target(Action action) {
    if (action.targetKinds().isEmpty()) {
      return Optional.empty();
    }
    var named = action.target().map(Scalar::text);
    return named.isPresent()
        ? Optional.ofNullable(targets.get(named.get()))
        : targets.values().stream()
            .filter(t -> action.targetKinds().contains(t.kind()))
            .findFirst();
  }

  /// The rungs of the ladder for an incident of `severity`, the first to be told first.
  public List<Rung> ladder(Optional<String> severity) {
    return escalation.stream().filter(r -> r.isFor(severity)).toList();
  }

  /// The same playbook, over whose channels nobody is told anything, and `why`.
  public Playbook muted(String why) {
    var silent = new LinkedHashMap<String, Channel>();
    channels.forEach((key, channel) -> silent.put(key, channel.muted(why)));
    return new Playbook(
        name,
        title,
        reviewEvery,
        timezone,
        environments,
        secrets,
        severities,
        contacts,
        roles,
        escalation,
        silent,
        templates,
        targets,
        freezes,
        checklists,
        place);
  }

  /// A playbook of nothing, for a runbook that stands alone.
  public static Playbook none(Place place) {
    return new Playbook(
        "",
        "",
        Optional.empty(),
        java.time.ZoneOffset.UTC,
        Map.of(),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        place);
  }
}
