package irb.terminal;

import irb.engine.Status;
import irb.engine.StepResult.Saved;
import irb.journal.Record;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// One record of a log as lines: what happened, to which step, and how it ended.
final class RecordLines {
  /// Behind the time of a line.
  private static final int INDENT = 21;

  private static final int WORD = 11;

  /// What is asked beside a change, before it, and what takes it back.
  private static final Set<String> BESIDE = Set.of("preview", "rehearsal", "undo");

  private final Layout layout;
  private final Theme theme;
  private final Shown shown;
  private final boolean verbose;

  RecordLines(Layout layout, Shown shown, boolean verbose) {
    this.layout = layout;
    this.theme = layout.theme();
    this.shown = shown;
    this.verbose = verbose;
  }

  List<String> of(Record record) {
    return switch (record.type()) {
      case "opened" -> line("opened", record, "irb " + text(record, "irb"), Set.of("irb"));
      case "run_started" -> started(record);
      case "intent" -> intent(record);
      case "result" -> result(record);
      case "decided" -> decided(record);
      case "proposed" -> proposed(record);
      case "approval" -> approval(record);
      case "answer" ->
          line(
              "answer",
              record,
              text(record, "question") + "  " + text(record, "answer") + by(record),
              Set.of("question", "answer", "by"));
      case "choice" ->
          line(
              "answer",
              record,
              text(record, "question") + "  " + text(record, "choice") + by(record),
              Set.of("question", "choice", "by"));
      case "undo_started" ->
          line("undo", record, "to take back " + text(record, "step"), Set.of("step"));
      case "run_resumed" ->
          line(
              "taken up",
              record,
              "after " + text(record, "after"),
              Set.of("after", "files", "targets"));
      case "rehearsed" ->
          line(
              "rehearsed",
              record,
              text(record, "phase") + "  " + text(record, "title"),
              Set.of("phase", "title"));
      case "notice" -> notice(record);
      case "recovered" ->
          line(
              "recovered",
              record,
              "cut off a torn tail of " + text(record, "bytes") + " bytes",
              Set.of("bytes"));
      case "run_ended" -> ended(record);
      case "redacted_record" ->
          line(
              text(record, "type"),
              record,
              "redacted by " + text(record, "by") + colon(text(record, "reason")),
              Set.of("type", "by", "reason"));
      case "redacted" ->
          line(
              "redacted",
              record,
              "record " + text(record, "seq") + colon(text(record, "reason")),
              Set.of("seq", "reason"));
      case "checkpoint" ->
          line(
              "checkpoint",
              record,
              "record " + text(record, "seq") + " signed, key " + text(record, "key"),
              Set.of("seq", "key"));
      default -> unknown(record);
    };
  }

  /// An action that began and of which nothing more is known.
  String unfinished(Record intent) {
    var step = intent.step().orElse("");
    if (isRun(intent)) {
      return theme.quiet(shown.line(step + " is not at its end"));
    }
    return isWrite(intent)
        ? theme.warning("? " + shown.line(step) + " began and has no result: in doubt")
        : theme.quiet(shown.line(step + " began and has no result"));
  }

  private List<String> started(Record record) {
    var lines =
        line(
            "started",
            record,
            text(record, "playbook")
                + "/"
                + text(record, "runbook")
                + " "
                + theme.dash()
                + " "
                + text(record, "title"),
            Set.of());
    var facts = new ArrayList<String>();
    facts.add("environment " + text(record, "environment"));
    if (record.data().containsKey("severity")) {
      facts.add("severity " + text(record, "severity"));
    }
    if (record.data().get("params") instanceof Map<?, ?> params) {
      params.forEach((name, value) -> facts.add(name + "=" + plain(value)));
    }
    if (Boolean.TRUE.equals(record.data().get("dry"))) {
      facts.addFirst("DRY RUN");
    }
    lines.addAll(below(shown.line(String.join(", ", facts))));
    return more(
        lines,
        record,
        Set.of(
            "playbook",
            "runbook",
            "title",
            "environment",
            "severity",
            "params",
            "dry",
            "targets",
            "files"));
  }

  private List<String> intent(Record record) {
    if (isRun(record)) {
      return line("runs", record, text(record, "text"), Set.of("text"));
    }
    if (!isWrite(record) && !verbose) {
      return List.of(); // its result says it all
    }
    var beside = text(record, "role");
    var what = BESIDE.contains(beside) ? beside : isWrite(record) ? "will run" : "reads";
    var target = text(record, "target");
    var lines = line(what, record, target.isEmpty() ? "" : "on " + target, Set.of());
    lines.addAll(wrapped(shown.lines(text(record, "text"))));
    return more(lines, record, Set.of("target", "text", "role", "captured_kinds"));
  }

  /// Whether it is another runbook, whose steps have records of their own.
  private static boolean isRun(Record record) {
    return text(record, "action").equals("run");
  }

  private static boolean isWrite(Record record) {
    return !String.valueOf(record.data().getOrDefault("effect", "")).startsWith("read");
  }

  private List<String> result(Record record) {
    var outcome = text(record, "outcome");
    var word = styled(outcome);
    var millis =
        record.data().get("millis") instanceof Long n ? Elapsed.text(Duration.ofMillis(n)) : "";
    var lines =
        heading(
            text(record, "phase"),
            record,
            word + "  " + shown.line(text(record, "title")) + "  " + theme.quiet(millis));
    lines.addAll(wrapped(shown.lines(text(record, "why"))));
    for (var line : SavedLines.of(saved(record), verbose, theme.ellipsis())) {
      lines.addAll(below(shown.line(line)));
    }
    return more(
        lines,
        record,
        Set.of("phase", "title", "outcome", "why", "at", "millis", "saved", "kinds"));
  }

  private static List<Saved> saved(Record record) {
    var files = new ArrayList<Saved>();
    if (record.data().get("saved") instanceof List<?> list) {
      for (var file : list) {
        if (file instanceof Map<?, ?> map && map.get("bytes") instanceof Long bytes) {
          files.add(
              new Saved(String.valueOf(map.get("file")), bytes, String.valueOf(map.get("sha256"))));
        }
      }
    }
    return files;
  }

  private String styled(String outcome) {
    for (var status : Status.values()) {
      if (status.toString().equals(outcome)) {
        return theme.mark(status) + " " + theme.word(status);
      }
    }
    return shown.line(outcome);
  }

  private List<String> decided(Record record) {
    var lines =
        heading(
            "decide",
            record,
            theme.arrow()
                + " "
                + shown.line(text(record, "next") + colon(text(record, "because"))));
    lines.addAll(below(shown.line(text(record, "condition"))));
    if (record.data().get("evidence") instanceof Map<?, ?> evidence) {
      evidence.forEach(
          (path, value) -> lines.addAll(below(shown.line(path + " = " + evidence(value)))));
    }
    return more(lines, record, Set.of("title", "next", "because", "condition", "evidence"));
  }

  private static String evidence(Object value) {
    return value instanceof List<?> rows
        ? rows.size() + (rows.size() == 1 ? " row" : " rows")
        : plain(value);
  }

  private List<String> proposed(Record record) {
    var lines =
        line(
            "proposed",
            record,
            "risk " + text(record, "risk") + colon(text(record, "title")),
            Set.of());
    return more(lines, record, Set.of("risk", "title"));
  }

  private List<String> approval(Record record) {
    var decision = text(record, "decision");
    var lines = line(decision, record, "by " + record.actor() + by(record), Set.of());
    return more(lines, record, Set.of("decision", "by"));
  }

  private static String by(Record record) {
    var by = text(record, "by");
    return by.isEmpty() ? "" : " (" + by + ")";
  }

  private List<String> notice(Record record) {
    var warning = text(record, "level").equals("warning");
    var text = shown.lines(text(record, "text"));
    var lines =
        heading(warning ? "warning" : "notice", record, text.isEmpty() ? "" : text.getFirst());
    text.stream().skip(1).forEach(line -> lines.addAll(below(line)));
    return more(lines, record, Set.of("level", "text"));
  }

  private List<String> ended(Record record) {
    var outcome = text(record, "outcome").replace('_', ' ').toUpperCase(Locale.ROOT);
    var exit = text(record, "exit");
    var millis =
        record.data().get("millis") instanceof Long n
            ? " after " + Elapsed.text(Duration.ofMillis(n))
            : "";
    var lines =
        line(
            "ended",
            record,
            outcome
                + (exit.isEmpty() || exit.equals("0") ? "" : " (exit " + exit + ")")
                + millis
                + colon(text(record, "why")),
            Set.of());
    if (record.data().get("pending") instanceof Map<?, ?> pending) {
      lines.addAll(
          below(shown.line("waits for: " + pending.get("kind") + " " + pending.get("step"))));
    }
    return more(lines, record, Set.of("outcome", "exit", "millis", "why", "pending"));
  }

  /// A type that this version does not know, with all it says.
  private List<String> unknown(Record record) {
    var pairs = new ArrayList<String>();
    record.data().forEach((name, value) -> pairs.add(name + "=" + plain(value)));
    return line(record.type(), record, String.join("  ", pairs), record.data().keySet());
  }

  private List<String> line(String word, Record record, String text, Set<String> told) {
    var lines = heading(word, record, shown.line(text));
    return told.isEmpty() ? lines : more(lines, record, told);
  }

  /// `styled` stands behind the step, and goes on below it where it is too long.
  private List<String> heading(String word, Record record, String styled) {
    var step = record.step().map(s -> "  " + shown.line(s)).orElse("");
    var visit = record.attempt() > 1 ? " (" + record.attempt() + ")" : "";
    var left = theme.quiet(DisplayWidth.padRight(shown.line(word), WORD)) + step + visit;
    var room = Math.max(20, layout.width() - INDENT - DisplayWidth.of(left) - 2);
    var wrapped = DisplayWidth.wrap(styled, room);
    var lines = new ArrayList<String>();
    lines.add((left + "  " + wrapped.getFirst()).stripTrailing());
    wrapped.stream().skip(1).forEach(rest -> lines.addAll(below(rest)));
    return lines;
  }

  /// With `-v` also what was not told.
  private List<String> more(List<String> lines, Record record, Set<String> told) {
    if (verbose) {
      record
          .data()
          .forEach((name, value) -> {
            if (!told.contains(name)) {
              lines.addAll(below(shown.line(name + " = " + plain(value))));
            }
          });
    }
    return lines;
  }

  private List<String> below(String line) {
    return line.isEmpty() ? List.of() : wrapped(List.of(line));
  }

  private List<String> wrapped(List<String> text) {
    var lines = new ArrayList<String>();
    var room = Math.max(20, layout.width() - INDENT - 2);
    for (var line : text) {
      DisplayWidth.wrap(line, room).forEach(part -> lines.add("  " + part));
    }
    return lines;
  }

  private static String colon(String text) {
    return text.isEmpty() ? "" : ": " + text;
  }

  private static String text(Record record, String name) {
    var value = record.data().get(name);
    return value == null ? "" : plain(value);
  }

  private static String plain(Object value) {
    return String.valueOf(value);
  }
}
