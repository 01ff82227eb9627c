package irb.terminal;

import irb.engine.Event;
import irb.engine.Exit;
import irb.engine.Listener;
import irb.expr.Json;
import irb.source.Finding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A run as one JSON document, printed when it is over; it parses also when there was no run.
public final class JsonScreen implements Listener {
  private final Json json;
  private final String again;
  private final Map<String, Object> run = new LinkedHashMap<>();
  private final List<Object> steps = new ArrayList<>();
  private final List<Object> proposals = new ArrayList<>();
  private final List<Object> notices = new ArrayList<>();
  private Map<String, Object> end = new LinkedHashMap<>();
  private List<String> next = List.of();
  private String head = "";

  /// `json` masks; `again` is the command as typed without approvals.
  public JsonScreen(Json json, String again) {
    this.json = json;
    this.again = again;
  }

  /// The head of the log.
  public synchronized void head(String text) {
    head = text;
  }

  @Override
  public synchronized void on(List<Event> events) {
    events.forEach(this::keep);
  }

  private void keep(Event event) {
    switch (event) {
      case Event.Started e -> {
        run.putAll(JsonEvents.of(e));
        run.remove("event");
      }
      case Event.Ended e -> steps.add(JsonEvents.step(e));
      case Event.Decided e -> steps.add(JsonEvents.step(e));
      case Event.Taken(var what) -> {
        var step = JsonEvents.of(what);
        step.remove("event");
        step.put("taken", true);
        steps.add(step);
      }
      case Event.Rehearsed e -> steps.add(JsonEvents.rehearsed(e));
      case Event.Proposed e -> proposals.add(JsonEvents.proposal(e.proposal()));
      case Event.Notice e -> notices.add(JsonEvents.notice(e));
      case Event.Finished e -> {
        end = JsonEvents.end(e);
        next = NextCommands.after(e, again);
      }
      case Event.Entered _,
          Event.Intent _,
          Event.Attempt _,
          Event.Approval _,
          Event.Answered _,
          Event.Chosen _ -> {
        // the steps and proposals tell what came of them; `-o jsonl` and the log have them one by
        // one
      }
    }
  }

  /// Prints the run.
  public void print(PrintWriter out) {
    print(out, List.of());
  }

  /// Prints the run, or what kept it from starting.
  public void print(PrintWriter out, List<Finding> findings) {
    print(out, document(findings));
  }

  /// Prints that there was no run, or none that came to its end: `exit` and the sentence why.
  public synchronized void print(PrintWriter out, Exit exit, String why, List<Finding> findings) {
    end = JsonEvents.map("outcome", exit.toString(), "exit", exit.code(), "why", why);
    print(out, document(findings));
  }

  private void print(PrintWriter out, Map<String, Object> document) {
    new JsonLine(out, json).print(document);
  }

  private synchronized Map<String, Object> document(List<Finding> findings) {
    var document = JsonEvents.map("irb", 1, "kind", "run");
    document.putAll(run);
    document.putAll(end);
    document.put("steps", steps);
    document.put("proposals", proposals);
    document.put("notices", notices);
    document.put("findings", findings.stream().map(JsonScreen::finding).toList());
    document.put("next", next);
    if (!head.isEmpty()) {
      document.put("head", head);
    }
    return document;
  }

  private static Map<String, Object> finding(Finding finding) {
    return JsonEvents.map(
        "severity", finding.severity().name().toLowerCase(Locale.ROOT),
        "file", finding.place().source().name(),
        "line", finding.place().line(),
        "column", finding.place().column(),
        "message", finding.message(),
        "fix", finding.fix());
  }
}
