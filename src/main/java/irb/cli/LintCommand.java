package irb.cli;

import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.expr.Visible;
import irb.runbook.Effects;
import irb.runbook.Library;
import irb.runbook.Library.Search;
import irb.runbook.Library.Shelf;
import irb.source.Finding;
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

/// `irb lint [FILE|RUNBOOK …]`: says all that is wrong with runbooks and playbooks.
final class LintCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command("lint", "Say all that is wrong with runbooks and playbooks.")
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
    for (var shelf :
        names.isEmpty() ? invocation.library().shelves() : shelves(names, invocation, playbooks)) {
      var loaded = invocation.loader().load(shelf);
      findings.addAll(loaded.findings());
      loaded
          .runbook()
          .ifPresent(r -> effects.put(r.file().name(), Effects.of(r, loaded.playbook())));
    }
    if (names.isEmpty()) {
      invocation.library().playbooks().forEach(p -> playbooks.add(p.resolve("playbook.yaml")));
    }
    for (var playbook : playbooks) {
      findings.addAll(invocation.loader().playbook(playbook));
    }
    return show(List.copyOf(findings), effects, invocation);
  }

  /// A playbook's own file stands for itself.
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
        shelves.add(invocation.shelf(name));
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
    var document = new LinkedHashMap<String, Object>();
    document.put("irb", 1);
    document.put("kind", "lint");
    document.put("exit", exit.code());
    document.put("findings", FindingsJson.of(findings));
    var files = new LinkedHashMap<String, Object>();
    effects.forEach((file, of) -> files.put(file, EffectsJson.of(of)));
    document.put("effects", files);
    invocation.out().println(invocation.json().line(document));
    return exit.code();
  }
}
