package irb.cli;

import irb.cli.Invocation.Format;
import irb.drill.DrillResult;
import irb.drill.DrillRunner;
import irb.drill.Drills;
import irb.drill.Folders;
import irb.drill.Setting;
import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.engine.Ticker;
import irb.runbook.Library.Shelf;
import irb.step.Inherited;
import irb.terminal.Signals;
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
        .addOption(Options.flag("Every drill there is.", "--all"));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    var all = Options.has(parsed, "--all");
    var name = Options.positional(parsed);
    if (all == name.isPresent()) {
      throw new UsageException("'irb drill' takes a runbook, or --all");
    }
    var shelves =
        all ? invocation.library().shelves() : List.of(invocation.shelf(name.orElseThrow()));
    var interrupts = new Interrupts();
    var results = new ArrayList<DrillResult>();
    var theatre = new DrillTheatre(invocation, interrupts, !all || invocation.isVerbose());
    try (var _ = Signals.register(interrupts)) {
      var runner = new DrillRunner(setting(invocation, interrupts), theatre);
      for (var shelf : shelves) {
        drill(shelf, runner, interrupts, results);
      }
    }
    if (results.isEmpty()) {
      throw new UsageException(
          all
              ? "there are no drills"
              : "there is no drill for '"
                  + name.orElseThrow()
                  + "'; drills stand in drills/ beside the runbook");
    }
    show(results, invocation);
    var passed = results.stream().allMatch(DrillResult::passed);
    return interrupts.asked().orElse(passed ? Exit.RESOLVED : Exit.ABORT).code();
  }

  private static void drill(
      Shelf shelf, DrillRunner runner, Interrupts interrupts, List<DrillResult> results) {
    for (var file : Drills.of(shelf)) {
      if (interrupts.asked().isEmpty()) {
        results.add(runner.run(shelf, file));
      }
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

  private static void show(List<DrillResult> results, Invocation invocation) throws UsageException {
    if (invocation.format() == Format.TEXT) {
      new DrillTable(invocation.out()).print(results);
      return;
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("irb", 1);
    document.put("kind", "drill");
    document.put("passed", results.stream().allMatch(DrillResult::passed));
    document.put("drills", results.stream().map(DrillCommand::fields).toList());
    invocation.out().println(invocation.json().line(document));
  }

  private static Map<String, Object> fields(DrillResult result) {
    var fields = new LinkedHashMap<String, Object>();
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
