package irb.cli;

import irb.cli.Invocation.Format;
import irb.drill.DrillLoader;
import irb.drill.Drills;
import irb.engine.Exit;
import irb.expr.Visible;
import irb.runbook.Effects;
import irb.runbook.Library;
import irb.runbook.Library.Search;
import irb.runbook.Library.Shelf;
import irb.source.Finding;
import irb.source.Findings;
import irb.terminal.FindingsText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb lint [FILE|RUNBOOK …]`: says all that is wrong with runbooks, drills and playbooks. What a
/// runbook changes is counted too; as text only for those that are named, because when all is well
/// nothing is said.
final class LintCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command("lint", "Say all that is wrong with runbooks, drills and playbooks.")
        .addPositional(
            Options.many(
                "FILE|RUNBOOK", "What to check; everything there is when nothing is named."));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    var names = Options.positionals(parsed);
    var findings = new LinkedHashSet<Finding>();
    var effects = new LinkedHashMap<String, Effects>();
    var playbooks = new LinkedHashSet<Path>();
    var drills = drills(invocation);
    for (var shelf :
        names.isEmpty() ? invocation.library().shelves() : shelves(names, invocation, playbooks)) {
      var loaded = invocation.loader().load(shelf);
      findings.addAll(loaded.findings());
      if (loaded.isSound()) {
        Drills.of(shelf).forEach(d -> findings.addAll(drills.lint(loaded, d)));
      }
      loaded
          .runbook()
          .ifPresent(r -> effects.put(r.file().name(), Effects.of(r, loaded.playbook())));
    }
    if (names.isEmpty()) {
      var library = invocation.library();
      var strays = new Findings();
      for (var playbook : library.playbooks()) {
        playbooks.add(playbook.resolve("playbook.yaml"));
        Drills.checkStrays(playbook, library.shelves(), strays);
      }
      findings.addAll(strays.all());
    }
    for (var playbook : playbooks) {
      findings.addAll(invocation.loader().playbook(playbook));
    }
    var silent = names.isEmpty() && invocation.format() == Format.TEXT;
    return show(List.copyOf(findings), silent ? Map.of() : effects, invocation);
  }

  private static DrillLoader drills(Invocation invocation) {
    var program = invocation.program();
    return new DrillLoader(program.types(), program.expressions(), program.here());
  }

  /// A playbook's own file stands for itself, and a drill's for its runbook.
  private static List<Shelf> shelves(List<String> names, Invocation invocation, Set<Path> playbooks)
      throws UsageException {
    var shelves = new ArrayList<Shelf>();
    for (var name : names) {
      if (Path.of(name).endsWith("playbook.yaml")) {
        if (!(Library.file(invocation.program().here().resolve(name)) instanceof Search.Found)) {
          throw new UsageException("there is no file " + name);
        }
        playbooks.add(invocation.program().here().resolve(name));
      } else {
        var drilled = Drills.runbook(invocation.program().here().resolve(name));
        shelves.add(drilled.isPresent() ? drilled.get() : invocation.shelf(name));
      }
    }
    return shelves;
  }

  private static int show(
      List<Finding> findings, Map<String, Effects> effects, Invocation invocation)
      throws UsageException {
    var wrong = findings.stream().anyMatch(Finding::isError);
    var exit = wrong ? Exit.USAGE : Exit.NO_ACTION;
    if (invocation.format() == Format.TEXT) {
      new FindingsText(invocation.out(), invocation.outLooks()).print(findings);
      effects.forEach((file, of) -> invocation.out().println(Visible.line(file + ": " + of)));
      return exit.code();
    }
    var json = new JsonOut(invocation);
    if (invocation.format() == Format.JSONL) {
      FindingsJson.of(findings).forEach(f -> json.print("finding", f));
      effects.forEach((file, of) -> json.print("effects", effects(file, of)));
      return exit.code();
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("exit", exit.code());
    document.put("findings", FindingsJson.of(findings));
    var files = new LinkedHashMap<String, Object>();
    effects.forEach((file, of) -> files.put(file, EffectsJson.of(of)));
    document.put("effects", files);
    json.print("lint", document);
    return exit.code();
  }

  private static Map<String, Object> effects(String file, Effects effects) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("file", file);
    fields.putAll(EffectsJson.of(effects));
    return fields;
  }
}
