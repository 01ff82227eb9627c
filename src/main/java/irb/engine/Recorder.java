package irb.engine;

import irb.expr.Kinds;
import irb.journal.Entry;
import irb.journal.Journal;
import irb.journal.JournalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes what happens into the incident log, before anybody else hears of it.
public final class Recorder implements Listener {
  private final Journal journal;

  /// `journal` is the log as seen from this run.
  public Recorder(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void on(List<Event> events) throws LogLostException {
    var entries = new ArrayList<Entry>();
    for (var event : events) {
      var entry = entry(event);
      if (entry != null) {
        entries.add(entry);
      }
    }
    if (entries.isEmpty()) {
      return;
    }
    try {
      journal.append(entries);
    } catch (JournalException e) {
      throw new LogLostException(String.valueOf(e.getMessage()), e);
    }
  }

  /// The record of an event; none for what only a screen wants to know.
  private static @Nullable Entry entry(Event event) {
    return switch (event) {
      // the record `run_started` made this run
      case Event.Started _, Event.Entered _, Event.Attempt _, Event.Taken _ -> null;
      case Event.Intent i -> new Entry("intent", i.id(), i.visit(), intent(i));
      case Event.Ended e -> new Entry("result", e.id(), e.visit(), result(e));
      case Event.Decided d -> new Entry("decided", d.id(), d.visit(), decided(d));
      case Event.Proposed p ->
          new Entry("proposed", p.proposal().step(), p.proposal().visit(), proposal(p.proposal()));
      case Event.Approval a ->
          new Entry(
              "approval",
              a.id(),
              a.visit(),
              data(
                  "decision",
                  a.decision(),
                  "by",
                  a.by(),
                  "digest",
                  a.digest(),
                  "comment",
                  a.comment().orElse("")));
      case Event.Chosen c ->
          new Entry(
              "choice",
              c.id(),
              c.visit(),
              data("question", c.question(), "choice", c.choice(), "by", c.by()));
      case Event.Answered a ->
          new Entry(
              "answer",
              a.id(),
              0,
              data("question", a.question(), "answer", a.answer(), "by", a.by()));
      case Event.Rehearsed r ->
          new Entry(
              "rehearsed",
              r.id(),
              0,
              data(
                  "phase",
                  r.phase().toString(),
                  "title",
                  r.title(),
                  "text",
                  r.text(),
                  "detail",
                  r.detail()));
      case Event.Notice n ->
          new Entry(
              "notice",
              null,
              0,
              data("level", n.level().name().toLowerCase(java.util.Locale.ROOT), "text", n.text()));
      case Event.Finished f -> new Entry("run_ended", null, 0, finished(f));
    };
  }

  private static Map<String, Object> intent(Event.Intent i) {
    var data =
        data(
            "role", i.role() == Role.READ ? "" : i.role().toString(),
            "action", i.type(),
            "effect", i.effect(),
            "target", i.target(),
            "text", i.text(),
            "digest", i.digest(),
            "undo", i.undo(),
            "of", i.of());
    data.putAll(valued("captured", "captured_kinds", i.captured()));
    return data;
  }

  private static Map<String, Object> decided(Event.Decided d) {
    var data =
        data(
            "title", d.title(),
            "next", d.next(),
            "because", d.because(),
            "condition", d.condition());
    data.putAll(valued("evidence", "kinds", d.evidence()));
    return data;
  }

  /// Values under `name`, and under `kinds` what their JSON does not say.
  private static Map<String, Object> valued(String name, String kinds, Map<String, Object> values) {
    return data(name, values, kinds, Kinds.of(values));
  }

  private static Map<String, Object> result(Event.Ended e) {
    var result = e.result();
    var data =
        data(
            "phase", e.phase().toString(),
            "title", e.title(),
            "outcome", result.status().toString(),
            "reason", result.reason(),
            "why", result.why(),
            "at", result.at(),
            "millis", result.took().toMillis(),
            "attempts", (long) result.attempts());
    data.putAll(valued("fields", "kinds", result.written()));
    data.putAll(valued("captured", "captured_kinds", e.captured()));
    if (!result.saved().isEmpty()) {
      data.put("saved", result.saved().stream().map(Recorder::saved).toList());
    }
    return data;
  }

  private static Map<String, Object> saved(StepResult.Saved saved) {
    return data("file", saved.file(), "bytes", saved.bytes(), "sha256", saved.sha256());
  }

  private static Map<String, Object> proposal(Proposal p) {
    var data =
        data(
            "title", p.title(),
            "text", p.text(),
            "target", p.target(),
            "where", p.where(),
            "targets", (long) p.targets(),
            "effect", p.effect(),
            "environment", p.environment(),
            "because", p.because().orElse(""),
            "why", p.why(),
            "risk", p.risk().toString(),
            "undo", p.undo(),
            "verified", p.verified(),
            "digest", p.digest());
    p.preview().ifPresent(v -> data.put("preview", v.rows().isEmpty() ? v.text() : v.rows()));
    if (!p.rehearsed().isEmpty()) {
      data.put("rehearsed", p.rehearsed());
    }
    return data;
  }

  private static Map<String, Object> finished(Event.Finished f) {
    var data =
        data(
            "outcome",
            f.exit().toString(),
            "exit",
            (long) f.exit().code(),
            "why",
            f.why(),
            "millis",
            f.took().toMillis());
    f.pending().ifPresent(p -> data.put("pending", pending(p)));
    return data;
  }

  private static Map<String, Object> pending(Event.Pending p) {
    var data =
        data(
            "step",
            p.step(),
            "kind",
            p.kind().name().toLowerCase(java.util.Locale.ROOT),
            "digest",
            p.digest().orElse(""));
    p.until().ifPresent(u -> data.put("until", u));
    return data;
  }

  /// What `run_started` records of a run.
  static Map<String, Object> started(RunRequest request, Path here) {
    var runbook = request.runbook();
    return data(
        "playbook", request.playbook().name(),
        "runbook", runbook.name(),
        "title", runbook.title(),
        "file", runbook.file().name(),
        "sha256", Digest.sha256(runbook.file().text()),
        "environment", request.environment().shown(),
        "severity", runbook.about().severity().orElse(""),
        "params", request.params(),
        "alert", request.around().alert(),
        "dry", request.dry(),
        "path", here.resolve(runbook.file().name()).normalize().toString(),
        "here", here.toString(),
        "targets", targets(request),
        "files", files(request));
  }

  /// Where each target is, e.g. `db` → `irb@db.example.com:5432/shop`.
  static Map<String, Object> targets(RunRequest request) {
    var targets = new TreeMap<String, Object>();
    request.targets().values().forEach(t -> targets.put(t.name(), t.where()));
    return targets;
  }

  /// The files that a run follows, each with its text, so that a later change can be shown.
  static List<Map<String, Object>> files(RunRequest request) {
    return Sources.of(request.runbook(), request.playbook()).stream()
        .map(s -> data("file", s.name(), "sha256", Digest.sha256(s.text()), "text", s.text()))
        .toList();
  }

  /// Pairs of name and value; what is empty is left out.
  private static Map<String, Object> data(Object... pairs) {
    var data = new LinkedHashMap<String, Object>();
    for (var i = 0; i < pairs.length; i += 2) {
      var value = pairs[i + 1];
      var empty = value.equals("") || value.equals(List.of()) || value.equals(Map.of());
      if (!empty) {
        data.put(pairs[i].toString(), value);
      }
    }
    return data;
  }
}
