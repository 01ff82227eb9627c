package irb.drill;

import irb.drill.Drill.Ending;
import irb.drill.Drill.StateCheck;
import irb.engine.Exit;
import irb.engine.RunReport;
import irb.expr.ExpressionException;
import irb.expr.Expressions;
import irb.expr.Rendering;
import irb.source.Node.Scalar;
import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Operator;
import irb.step.Outcome;
import irb.step.Sessions;
import irb.step.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/// Compares what came of a run with what a drill expects, and collects what differs.
final class Checks {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int LONGEST = 2000;

  private final Arena arena;
  private final Expressions expressions;
  private final Consumer<DrillEvent> heard;
  private final String prefix;
  private final List<String> failures = new ArrayList<>();

  /// `prefix` says in failures which run they are about; empty for the one with the fault.
  Checks(Arena arena, Expressions expressions, Consumer<DrillEvent> heard, String prefix) {
    this.arena = arena;
    this.expressions = expressions;
    this.heard = heard;
    this.prefix = prefix;
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  void ending(Ending expected, RunReport report, Witness witness) {
    check(
        report.exit() == expected.outcome(),
        "the outcome is " + expected.outcome(),
        "it is " + report.exit() + " (" + report.why() + ")");
    expected
        .path()
        .map(p -> p.stream().map(Scalar::text).toList())
        .ifPresent(p ->
            check(
                p.equals(report.path()),
                "the path is " + String.join(" ", p),
                "it is " + String.join(" ", report.path())));
    if (expected.outcome() == Exit.NO_ACTION) {
      check(
          witness.changes().isEmpty(),
          "nothing is changed",
          "changed by " + String.join(", ", witness.changes()));
    }
  }

  void state(List<StateCheck> checks) throws InterruptedException {
    for (var check : checks) {
      state(check);
    }
  }

  /// Something that must not have happened, and did.
  void failed(List<String> problems) {
    problems.forEach(p -> check(false, p, ""));
  }

  private void state(StateCheck check) throws InterruptedException {
    var words = words(check);
    try (var sessions = new Sessions()) {
      var outcome = look(check, sessions);
      if (check.expect().isEmpty() || outcome instanceof Outcome.Fault) {
        check(outcome instanceof Outcome.Ok, words, outcome.why());
        return;
      }
      var expect = check.expect().get();
      var result = new LinkedHashMap<>(outcome.fields());
      var scope = StateReader.scope(check.action());
      var holds = expressions.holds(expect, scope, Map.of("result", result));
      check(holds, words, "the result is " + shown(result));
    } catch (ExpressionException e) {
      check(false, words, e.why());
    }
  }

  private Outcome look(StateCheck check, Sessions sessions)
      throws ExpressionException, InterruptedException {
    var rendering =
        new Rendering(
            e -> expressions.evaluate(e, StateReader.scope(check.action()), Map.of()), Set.of());
    var target =
        check
            .action()
            .target()
            .flatMap(t -> Optional.ofNullable(arena.sandbox(t.text()).inspected()));
    return check
        .action()
        .executor(rendering, target)
        .run(
            new Call(
                "state",
                "the state afterwards",
                Mode.READ,
                PATIENCE,
                OptionalLong.empty(),
                new Stop(),
                sessions,
                "drill",
                Operator.NOBODY));
  }

  private static String words(StateCheck check) {
    return "afterwards "
        + check.expect().map(e -> e.text().strip()).orElse("the check passes")
        + " (line "
        + check.place().line()
        + ")";
  }

  /// The rows where there are some, and everything otherwise; the beginning of it.
  private static String shown(Map<String, Object> result) {
    var text = String.valueOf(Optional.ofNullable(result.get("rows")).orElse(result));
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }

  private void check(boolean passed, String expectation, String detail) {
    var shown = passed ? "" : detail;
    heard.accept(new DrillEvent.Checked(passed, prefix + expectation, shown));
    if (!passed) {
      failures.add(prefix + expectation + (shown.isEmpty() ? "" : ": " + shown));
    }
  }
}
