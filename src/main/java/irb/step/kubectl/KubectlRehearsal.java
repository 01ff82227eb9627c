package irb.step.kubectl;

import irb.expr.Quoting;
import irb.process.CommandRun;
import irb.step.Call;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Asks the API server about a change: whether it is allowed, and where the server can tell, what
/// would come of it.
record KubectlRehearsal(
    Cluster cluster,
    String verb,
    List<List<String>> questions,
    Optional<List<String>> dryRun,
    Optional<Object> stdin,
    Duration grace)
    implements Executor {
  private static final String DRY = "(server dry run)";

  /// What can be asked about `arguments`; nothing about what only reads.
  static Optional<Executor> of(
      Cluster cluster, Arguments arguments, Optional<Object> stdin, Duration grace) {
    var verb = arguments.verb().orElseThrow();
    return verb.asks()
        .map(asks ->
            new KubectlRehearsal(
                cluster,
                verb.words(),
                asks.commands(arguments),
                verb.isRehearsed()
                    ? Optional.of(
                        arguments.with(List.of("--dry-run=server"), Set.of("output", "template")))
                    : Optional.empty(),
                stdin,
                grace));
  }

  @Override
  public String text() {
    var lines = new ArrayList<String>();
    questions.forEach(q -> lines.add(line(q)));
    dryRun.ifPresent(d -> lines.add(line(d)));
    return String.join("\n", lines);
  }

  private String line(List<String> words) {
    return Quoting.line(cluster.command(words, Optional.empty()).argv());
  }

  @Override
  public Outcome run(Call call) {
    for (var question : questions) {
      var answer = new CommandRun(cluster.command(question, Optional.empty()), grace).outcome(call);
      if (!(answer instanceof Outcome.Ok)) {
        return refused(question, answer, call);
      }
    }
    if (dryRun.isEmpty()) {
      var allowed = questions.stream().map(KubectlRehearsal::asked).toList();
      return said(
          List.of(
              "allowed: " + String.join(", ", allowed),
              "what would come of it is not known: '" + verb + "' has no server dry run"));
    }
    var tried = new CommandRun(cluster.command(dryRun.get(), stdin), grace).outcome(call);
    return tried instanceof Outcome.Ok
        ? said(text(tried, "out").lines().map(KubectlRehearsal::marked).toList())
        : Complaint.judged(tried, call.mode());
  }

  private Outcome refused(List<String> question, Outcome answer, Call call) {
    var said = text(answer, "out").strip();
    return answer instanceof Failed && said.startsWith("no")
        ? new Outcome.Fault(
            Reason.AUTH,
            "in "
                + cluster.target().where()
                + " it is not allowed to "
                + asked(question)
                + "; 'kubectl auth can-i' says: "
                + said)
        : Complaint.judged(answer, call.mode());
  }

  /// What a question is about, e.g. `patch deployment/api --subresource=scale`.
  private static String asked(List<String> question) {
    return String.join(" ", question.subList(2, question.size()));
  }

  private static String marked(String line) {
    return line.contains(DRY) ? line : line + " " + DRY;
  }

  private static Outcome said(List<String> lines) {
    return new Outcome.Ok(Map.of("out", String.join("\n", lines)));
  }

  private static String text(Outcome outcome, String field) {
    return Objects.toString(outcome.fields().get(field), "");
  }
}
