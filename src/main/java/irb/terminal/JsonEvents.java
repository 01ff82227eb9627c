package irb.terminal;

import irb.engine.Event;
import irb.engine.Event.Finished;
import irb.engine.Event.Pending;
import irb.engine.Proposal;
import irb.engine.StepResult;
import irb.runbook.Effects;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Events as the maps that are written as JSON; names are those of the log where both have them.
final class JsonEvents {
  private JsonEvents() {}

  /// `event` with the word for it under `event`.
  static Map<String, Object> of(Event event) {
    return switch (event) {
      case Event.Started e -> started(e);
      case Event.Entered e ->
          map(
              "event",
              "entered",
              "step",
              e.id(),
              "phase",
              e.phase().toString(),
              "title",
              e.title(),
              "visit",
              e.visit());
      case Event.Intent e ->
          map(
              "event",
              "intent",
              "step",
              e.id(),
              "visit",
              e.visit(),
              "role",
              e.role().toString(),
              "action",
              e.type(),
              "effect",
              e.effect(),
              "target",
              e.target(),
              "text",
              e.text(),
              "digest",
              e.digest(),
              "undo",
              e.undo());
      case Event.Attempt e ->
          map(
              "event",
              "attempt",
              "step",
              e.id(),
              "number",
              e.number(),
              "why",
              e.why(),
              "next",
              e.next());
      case Event.Ended e -> {
        var map = map("event", "ended");
        map.putAll(step(e));
        yield map;
      }
      case Event.Decided e -> {
        var map = map("event", "decided");
        map.putAll(step(e));
        yield map;
      }
      case Event.Proposed e -> {
        var map = map("event", "proposed");
        map.putAll(proposal(e.proposal()));
        yield map;
      }
      case Event.Approval e ->
          map(
              "event",
              "approval",
              "step",
              e.id(),
              "visit",
              e.visit(),
              "decision",
              e.decision(),
              "by",
              e.by(),
              "digest",
              e.digest(),
              "comment",
              e.comment().orElse(""));
      case Event.Chosen e ->
          map(
              "event",
              "choice",
              "step",
              e.id(),
              "visit",
              e.visit(),
              "question",
              e.question(),
              "choice",
              e.choice(),
              "by",
              e.by());
      case Event.Taken(var what) -> {
        var map = of(what);
        map.put("event", "taken");
        yield map;
      }
      case Event.Answered e ->
          map(
              "event",
              "answer",
              "step",
              e.id(),
              "question",
              e.question(),
              "answer",
              e.answer(),
              "by",
              e.by());
      case Event.Rehearsed e ->
          map(
              "event",
              "rehearsed",
              "step",
              e.id(),
              "phase",
              e.phase().toString(),
              "title",
              e.title(),
              "text",
              e.text(),
              "detail",
              e.detail());
      case Event.Notice e -> {
        var map = map("event", "notice");
        map.putAll(notice(e));
        yield map;
      }
      case Event.Finished e -> {
        var map = map("event", "finished", "run", e.run());
        map.putAll(end(e));
        yield map;
      }
    };
  }

  private static Map<String, Object> started(Event.Started e) {
    var map =
        map(
            "event",
            "started",
            "incident",
            e.incident(),
            "run",
            e.run(),
            "playbook",
            e.playbook(),
            "runbook",
            e.runbook(),
            "title",
            e.title(),
            "file",
            e.file(),
            "sha256",
            e.sha256(),
            "environment",
            e.environment(),
            "protected",
            e.isProtected(),
            "dry",
            e.dry(),
            "params",
            new TreeMap<>(e.params()),
            "targets",
            new TreeMap<>(e.targets()),
            "effects",
            effects(e.effects()),
            "at",
            e.at());
    e.severity().ifPresent(s -> map.put("severity", s));
    return map;
  }

  private static Map<String, Object> effects(Effects effects) {
    return map(
        "read", effects.reads(),
        "write", effects.writes(),
        "asserted", effects.asserted(),
        "message", effects.messages(),
        "targets", effects.targets());
  }

  static Map<String, Object> step(Event.Ended e) {
    var map =
        map("id", e.id(), "phase", e.phase().toString(), "title", e.title(), "visit", e.visit());
    map.putAll(result(e.result()));
    if (!e.result().saved().isEmpty()) {
      map.put("saved", e.result().saved().stream().map(JsonEvents::saved).toList());
    }
    if (!e.note().isEmpty()) {
      map.put("note", e.note());
    }
    return map;
  }

  private static Map<String, Object> result(StepResult result) {
    return map(
        "outcome",
        result.status().toString(),
        "reason",
        result.reason(),
        "why",
        result.why(),
        "at",
        result.at(),
        "millis",
        result.took().toMillis(),
        "attempts",
        result.attempts(),
        "result",
        // the fields come unordered, and the same run should give the same text
        new TreeMap<>(result.written()));
  }

  private static Map<String, Object> saved(StepResult.Saved saved) {
    return map("file", saved.file(), "bytes", saved.bytes(), "sha256", saved.sha256());
  }

  static Map<String, Object> step(Event.Decided e) {
    return map(
        "id",
        e.id(),
        "phase",
        "decide",
        "title",
        e.title(),
        "visit",
        e.visit(),
        "outcome",
        "ok",
        "next",
        e.next(),
        "because",
        e.because(),
        "condition",
        e.condition(),
        "evidence",
        e.evidence(),
        "at",
        e.at());
  }

  static Map<String, Object> proposal(Proposal p) {
    var map =
        map(
            "step",
            p.step(),
            "visit",
            p.visit(),
            "title",
            p.title(),
            "text",
            p.text(),
            "target",
            p.target(),
            "where",
            p.where(),
            "targets",
            p.targets(),
            "effect",
            p.effect(),
            "environment",
            p.environment(),
            "protected",
            p.isProtected(),
            "because",
            p.because().orElse(""),
            "why",
            p.why(),
            "risk",
            p.risk().toString(),
            "undo",
            p.undo(),
            "verified",
            p.verified(),
            "digest",
            p.digest());
    p.preview().ifPresent(v -> map.put("preview", map("rows", v.rows(), "text", v.text())));
    if (!p.rehearsed().isEmpty()) {
      map.put("rehearsed", p.rehearsed());
    }
    p.confirm().ifPresent(c -> map.put("confirm", c));
    return map;
  }

  static Map<String, Object> rehearsed(Event.Rehearsed e) {
    return map(
        "id",
        e.id(),
        "phase",
        e.phase().toString(),
        "title",
        e.title(),
        "outcome",
        "not_run",
        "text",
        e.text(),
        "detail",
        e.detail());
  }

  static Map<String, Object> notice(Event.Notice e) {
    return map("level", e.level().name().toLowerCase(Locale.ROOT), "text", e.text());
  }

  static Map<String, Object> end(Finished e) {
    var map =
        map(
            "outcome",
            e.exit().toString(),
            "exit",
            e.exit().code(),
            "why",
            e.why(),
            "millis",
            e.took().toMillis());
    e.pending().ifPresent(p -> map.put("pending", pending(p)));
    return map;
  }

  private static Map<String, Object> pending(Pending p) {
    var map = map("step", p.step(), "kind", p.kind().name().toLowerCase(Locale.ROOT));
    p.digest().ifPresent(d -> map.put("digest", d));
    p.until().ifPresent(u -> map.put("until", u));
    return map;
  }

  /// Pairs of name and value, in this order.
  static Map<String, Object> map(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (var i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i].toString(), pairs[i + 1]);
    }
    return map;
  }
}
