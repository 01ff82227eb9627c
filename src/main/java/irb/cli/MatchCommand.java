package irb.cli;

import irb.alert.Alert;
import irb.alert.AlertPayload;
import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.expr.Durations;
import irb.expr.Quoting;
import irb.match.Catalog;
import irb.match.Found;
import irb.match.Match;
import irb.match.Match.Reason;
import irb.match.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb match TEXT… | --alert FILE|-`: the runbooks for a symptom or an alert, best first.
final class MatchCommand implements Command {
  private static final int MOST = 10;

  @Override
  public CommandSpec spec() {
    return Options.command(
            "match",
            "Find the runbook for a symptom or an alert, best first; exit 1 when nothing matches.")
        .addPositional(
            Options.many("TEXT", "What is wrong, e.g. connection pool exhausted, p99 latency."))
        .addOption(
            AlertOption.spec("Instead: the alerts that Alertmanager sends; - is standard input."));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    var format = invocation.format();
    var text = String.join(" ", Options.positionals(parsed));
    var alert = new AlertOption(invocation.program()).read(parsed);
    if (text.isBlank() == alert.isEmpty()) {
      throw new UsageException(
          "say what is wrong, as in 'irb match connection pool exhausted', or give --alert FILE");
    }
    var query = alert.map(a -> Query.of(a.relevant())).orElseGet(() -> Query.of(text));
    var found = new Catalog(new Volumes(invocation).all()).search(query);
    var best = found.matches().stream().limit(MOST).toList();
    var next = invocation.sameRunbooks(best.isEmpty() ? "irb list" : next(best.getFirst(), parsed));
    if (format == Format.TEXT) {
      alert.ifPresent(a -> resolved(a, invocation));
      new MatchText(invocation).print(found, best, next);
    } else if (format == Format.JSON) {
      new JsonOut(invocation).print("match", document(text, alert, found, best, next));
    } else {
      best.forEach(m -> new JsonOut(invocation).print("match", fields(m)));
    }
    return best.isEmpty() ? Exit.ABORT.code() : Exit.NO_ACTION.code();
  }

  /// What is over is still looked for: whoever asks may be writing it up.
  private static void resolved(AlertPayload payload, Invocation invocation) {
    var all = payload.alerts().size();
    if (payload.isResolved()) {
      invocation
          .err()
          .println(all == 1 ? "The alert is resolved." : "All " + all + " alerts are resolved.");
    } else if (payload.resolved() > 0) {
      invocation
          .err()
          .println(payload.resolved() + " of " + all + " alerts are resolved, and left out.");
    }
  }

  /// Standard input has been read; the alert has to come from a file the next time.
  private static String next(Match best, ParseResult parsed) {
    var run = "irb run " + best.volume().shelf().qualified();
    var file = Options.value(parsed, AlertOption.NAME);
    return file.map(f -> run + " --alert " + (f.equals("-") ? "FILE" : Quoting.word(f)))
        .orElse(run);
  }

  private static Map<String, Object> document(
      String text, Optional<AlertPayload> alert, Found found, List<Match> best, String next) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("exit", (best.isEmpty() ? Exit.ABORT : Exit.NO_ACTION).code());
    if (!text.isBlank()) {
      fields.put("text", text);
    }
    alert.ifPresent(
        a -> fields.put("alerts", a.alerts().stream().map(MatchCommand::fields).toList()));
    if (!found.readAs().isEmpty()) {
      fields.put("read_as", found.readAs());
    }
    fields.put("matches", best.stream().map(MatchCommand::fields).toList());
    fields.put("next", next);
    return fields;
  }

  private static Map<String, Object> fields(Alert alert) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("alertname", alert.name());
    fields.put("status", alert.status());
    fields.put("labels", alert.labels());
    return fields;
  }

  private static Map<String, Object> fields(Match match) {
    var fields = new LinkedHashMap<String, Object>();
    var about = match.volume().runbook().about();
    fields.put("playbook", match.volume().shelf().playbook());
    fields.put("runbook", match.volume().shelf().runbook());
    fields.put("title", match.volume().runbook().title());
    fields.put("severity", about.severity().orElse(""));
    fields.put("rto", about.rto().map(Durations::text).orElse(""));
    fields.put("score", Math.round(match.score() * 100) / 100.0);
    if (!match.labels().isEmpty()) {
      fields.put("labels", match.labels());
    }
    fields.put("reasons", match.reasons().stream().map(MatchCommand::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Reason reason) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("field", reason.field().toString());
    fields.put("text", reason.text());
    fields.put("words", reason.words());
    return fields;
  }
}
