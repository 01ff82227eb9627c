package irb.cli;

import irb.cli.Invocation.Format;
import irb.drill.Coverage;
import irb.drill.DrillLoader;
import irb.drill.DrillResult;
import irb.drill.DrillRunner;
import irb.drill.DrillRunners;
import irb.drill.Drills;
import irb.drill.Folders;
import irb.drill.Setting;
import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.engine.Ticker;
import irb.runbook.Library.Shelf;
import irb.step.Inherited;
import irb.terminal.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb drill RUNBOOK|--all`: proves runbooks on real servers started for it.
final class DrillCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command(
            "drill",
            "Prove a runbook: a real server started for it, a real fault, a real recovery.")
        .addPositional(Options.one("RUNBOOK", "A runbook's name, or PLAYBOOK/NAME.", false))
        .addOption(Options.flag("Every drill there is, several at the same time.", "--all"))
        .addOption(
            Options.flag(
                "Afterwards: the steps and branches of each runbook that no drill takes.",
                "--coverage"))
        .addOption(
            Options.text("N", "How many drills run at the same time, with --all.", "-j", "--jobs"));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    var name = Options.positional(parsed);
    var coverage = Options.has(parsed, "--coverage");
    var all = Options.has(parsed, "--all") || (coverage && name.isEmpty());
    if (all == name.isPresent()) {
      throw new UsageException("'irb drill' takes a runbook, or --all");
    }
    var jobs = jobs(parsed);
    var from = invocation.program().clock().instant();
    var interrupts = new Interrupts();
    List<DrillResult> results;
    try (var _ = Signals.register(interrupts)) {
      results =
          all
              ? all(invocation, interrupts, jobs)
              : one(invocation.shelf(name.orElseThrow()), invocation, interrupts);
    }
    if (results.isEmpty() && interrupts.asked().isEmpty()) {
      throw new UsageException(
          all
              ? "there are no drills"
              : "there is no drill for '"
                  + name.orElseThrow()
                  + "'; drills stand in drills/ beside the runbook");
    }
    var took = Duration.between(from, invocation.program().clock().instant());
    var covered = coverage ? covered(results, all, invocation) : List.<Coverage>of();
    var passed =
        results.stream().allMatch(DrillResult::passed)
            && covered.stream().allMatch(Coverage::isComplete);
    var exit = interrupts.asked().orElse(passed ? Exit.RESOLVED : Exit.ABORT);
    show(results, covered, took, exit, invocation);
    return exit.code();
  }

  /// With `all`, a runbook without a drill counts, too: nothing of it is taken.
  private static List<Coverage> covered(
      List<DrillResult> results, boolean all, Invocation invocation) throws UsageException {
    var covered = new ArrayList<>(Coverage.of(results));
    if (all) {
      for (var shelf : invocation.shelves()) {
        if (Drills.of(shelf).isEmpty()) {
          covered.add(Coverage.undrilled(shelf, invocation.loader().glance(shelf)));
        }
      }
    }
    return covered;
  }

  /// Drills wait more than they compute, so there is room for more of them than processors.
  private static int jobs(ParseResult parsed) throws UsageException {
    var written = Options.value(parsed, "--jobs");
    if (written.isEmpty()) {
      return Runtime.getRuntime().availableProcessors() + 1;
    }
    if (!written.get().matches("[1-9]\\d?")) {
      throw new UsageException(
          "--jobs is a number from 1 to 99, and this is '" + written.get() + "'");
    }
    return Integer.parseInt(written.get());
  }

  private static List<DrillResult> one(Shelf shelf, Invocation invocation, Interrupts interrupts)
      throws UsageException {
    var theatre = new DrillTheatre(invocation, interrupts);
    var runner = new DrillRunner(setting(invocation, interrupts), theatre);
    var results = new ArrayList<DrillResult>();
    for (var file : Drills.of(shelf)) {
      if (interrupts.asked().isEmpty()) {
        var result = runner.run(shelf, file);
        told(result, invocation);
        results.add(result);
      }
    }
    return results;
  }

  private static List<DrillResult> all(Invocation invocation, Interrupts interrupts, int jobs)
      throws UsageException, InterruptedException {
    var drills = DrillRunners.of(invocation.shelves());
    interrupts.speakTo(s -> invocation.err().println(s));
    var stage = invocation.format() == Format.TEXT ? invocation.out() : invocation.err();
    var tally = new DrillLine.Tally(drills.size(), stage, r -> told(r, invocation));
    var looks = invocation.outLooks();
    var setting = setting(invocation, interrupts);
    var loader = DrillLoader.of(setting);
    return new DrillRunners(
            _ -> {
              var apart = setting.apart();
              return new DrillRunner(
                  apart, new DrillLine(invocation, tally, apart.masker(), looks), loader);
            },
            jobs,
            interrupts)
        .run(drills);
  }

  /// A line for each drill, as soon as it is over.
  private static void told(DrillResult result, Invocation invocation) {
    if (invocation.isLines()) {
      new JsonOut(invocation).print("drill", fields(result));
      invocation.out().flush();
    }
  }

  private static Setting setting(Invocation invocation, Interrupts interrupts) {
    var program = invocation.program();
    return new Setting(
        program.types(),
        program.expressions(),
        program.here(),
        Folders.of(program.environment(), program.temp()),
        Inherited.of(program.environment()),
        program.masker(),
        program.author(),
        program.version(),
        program.clock(),
        Ticker.real(program.mono()),
        program.random(),
        interrupts);
  }

  private static void show(
      List<DrillResult> results,
      List<Coverage> covered,
      Duration took,
      Exit exit,
      Invocation invocation)
      throws UsageException {
    if (invocation.format() == Format.TEXT) {
      new DrillTable(invocation.out()).print(results, took);
      if (!covered.isEmpty()) {
        new CoverageTable(invocation.out()).print(covered);
      }
      return;
    }
    if (invocation.isLines()) {
      covered.forEach(c -> new JsonOut(invocation).print("coverage", fields(c)));
      return;
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("exit", exit.code());
    document.put("passed", !results.isEmpty() && results.stream().allMatch(DrillResult::passed));
    document.put("millis", took.toMillis());
    document.put("drills", results.stream().map(DrillCommand::fields).toList());
    if (!covered.isEmpty()) {
      document.put("coverage", covered.stream().map(DrillCommand::fields).toList());
    }
    new JsonOut(invocation).print("drill", document);
  }

  private static Map<String, Object> fields(Coverage coverage) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("playbook", coverage.playbook());
    fields.put("runbook", coverage.runbook());
    fields.put("branches", coverage.branches());
    fields.put("taken", coverage.taken());
    fields.put("missed", coverage.missed());
    fields.put("excused", coverage.excused());
    fields.put("needless", coverage.needless());
    return fields;
  }

  private static Map<String, Object> fields(DrillResult result) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("playbook", result.playbook());
    fields.put("drill", result.name());
    fields.put("passed", result.passed());
    fields.put("outcome", result.outcome().map(Exit::toString).orElse(""));
    fields.put("path", result.path());
    fields.put("millis", result.took().toMillis());
    fields.put("failures", result.failures());
    result.kept().ifPresent(k -> fields.put("log", k.toString()));
    return fields;
  }
}
