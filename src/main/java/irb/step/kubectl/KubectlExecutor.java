package irb.step.kubectl;

import irb.expr.Quoting;
import irb.expr.Secret;
import irb.process.Command;
import irb.process.CommandRun;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.Evidence;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A rendered kubectl command.
record KubectlExecutor(
    Cluster cluster, Arguments arguments, Optional<Object> stdin, Effect effect, Duration grace)
    implements Executor {
  private static final Duration GRACE = Duration.ofSeconds(2);

  KubectlExecutor(Cluster cluster, Arguments arguments, Optional<Object> stdin, Effect effect) {
    this(cluster, arguments, stdin, effect, GRACE);
  }

  @Override
  public String text() {
    var line = Quoting.line(command().argv());
    return stdin.map(s -> line + "\n  standard input " + shown(s)).orElse(line);
  }

  private static String shown(Object input) {
    return input instanceof Secret secret ? secret.toString() : Quoting.word(input.toString());
  }

  /// Of what a read gets, conditions see JSON unless the command says otherwise.
  private Command command() {
    var bare = arguments.verb().filter(v -> v == Verb.GET).isPresent();
    return cluster.command(
        bare && arguments.format().isEmpty()
            ? arguments.with(List.of("-o", "json"), Set.of())
            : arguments.words(),
        stdin);
  }

  @Override
  public Optional<Executor> rehearsal() {
    return refusal().isPresent()
        ? Optional.empty()
        : arguments.verb().flatMap(v -> KubectlRehearsal.of(cluster, arguments, stdin, grace));
  }

  @Override
  public Outcome run(Call call) {
    var refusal = refusal();
    if (refusal.isPresent()) {
      return new Outcome.Fault(Reason.REFUSED, refusal.get());
    }
    if (call.mode() == Mode.READ && !isRead()) {
      return new Outcome.Fault(
          Reason.REFUSED,
          "only what reads may run here, and '"
              + Verb.named(arguments.words())
              + "' changes something");
    }
    if (!arguments.namesSecrets()) {
      var outcome = new CommandRun(command(), grace).outcome(call);
      return Complaint.judged(Redaction.of(outcome, false), call.mode());
    }
    var outcome =
        Redaction.of(new CommandRun(command(), grace).outcome(call.keepingIn(Evidence.NONE)), true);
    call.evidence().write(Objects.toString(outcome.fields().get("out"), ""));
    return Complaint.judged(outcome, call.mode());
  }

  private boolean isRead() {
    return arguments.verb().filter(v -> v.isRead() || v == Verb.EXEC).isPresent()
        && effect.isRead();
  }

  private Optional<String> refusal() {
    return Rules.broken(arguments.words(), stdin.isPresent()).stream()
        .findFirst()
        .map(r -> r.why() + (r.fix().isEmpty() ? "" : "; " + r.fix()));
  }
}
