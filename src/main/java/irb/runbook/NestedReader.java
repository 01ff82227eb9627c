package irb.runbook;

import irb.expr.Expressions;
import irb.source.Findings;
import irb.source.Nearest;
import irb.source.Node.Scalar;
import irb.source.YamlReader;
import irb.step.Effect;
import irb.step.Nested;
import irb.step.StepType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads a runbook with all those that it runs, each file once, and checks every one of them.
final class NestedReader {
  /// More levels than anybody can follow in an incident.
  static final int DEEPEST = 8;

  /// Of a runbook and those it runs, each counted as often as it is run.
  static final int MOST_STEPS = 5000;

  private final Map<String, StepType> types;
  private final Expressions expressions;
  private final Function<Path, String> shown;
  private final Findings findings;
  private final Playbook playbook;
  private final boolean check;
  private final Map<String, Read> known = new HashMap<>();

  /// Without `check` nothing is checked against `playbook`, because it could not be read.
  NestedReader(
      Map<String, StepType> types,
      Expressions expressions,
      Function<Path, String> shown,
      Findings findings,
      Playbook playbook,
      boolean check) {
    this.types = types;
    this.expressions = expressions;
    this.shown = shown;
    this.findings = findings;
    this.playbook = playbook;
    this.check = check;
  }

  /// A runbook with its levels, itself included, and its steps, those of the runbooks it runs
  /// included; `whole` when every step of it could be read.
  private record Read(Runbook runbook, int levels, int steps, boolean whole) {
    Nested.Known known() {
      return new Nested.Known(effect(), Scopes.results(runbook));
    }

    /// The worst that one of its steps does.
    private Effect effect() {
      var worst = Effect.PROVEN_READ;
      for (var step : runbook.steps()) {
        if (step instanceof ActionStep act) {
          var effect = act.isWrite() ? Effect.WRITE : act.action().effect();
          worst = effect.compareTo(worst) > 0 ? effect : worst;
        }
      }
      return worst;
    }
  }

  /// The runbook in `file`.
  Optional<Runbook> read(Path file) {
    return read(file, List.of(Library.name(file))).map(Read::runbook);
  }

  /// `chain` are the names of the runbooks that led here, this one included.
  private Optional<Read> read(Path file, List<String> chain) {
    var reader = new RunbookReader(types, findings);
    var runbook =
        new YamlReader(findings).read(file, shown.apply(file)).flatMap(reader::read).orElse(null);
    if (runbook == null) {
      return Optional.empty();
    }
    var nested = new LinkedHashMap<String, Read>();
    var steps = runbook.steps().size();
    var names = named(runbook);
    var beside = names.isEmpty() ? Map.<String, Path>of() : Library.beside(file);
    for (var name : names) {
      var found = find(name, beside, chain);
      if (found.isPresent() && steps + found.get().steps() > MOST_STEPS) {
        findings.error(
            name.place(),
            "with the steps of '" + name + "' this runbook has more than " + MOST_STEPS,
            "run it less often");
      } else if (found.isPresent()) {
        steps += found.get().steps();
        nested.put(name.text(), found.get());
      }
    }
    var whole = knowing(runbook, nested);
    if (check) {
      new Lint(whole, reader.unread(), playbook, expressions, findings).check();
    }
    var levels = 1 + nested.values().stream().mapToInt(Read::levels).max().orElse(0);
    return Optional.of(
        new Read(new Lending(playbook).lend(whole), levels, steps, reader.unread().isEmpty()));
  }

  private static Runbook knowing(Runbook runbook, Map<String, Read> nested) {
    var loaded = new LinkedHashMap<String, Runbook>();
    nested.forEach((name, read) -> loaded.put(name, read.runbook()));
    return runbook
        .running(loaded)
        .mapping(a -> {
          var read = a.nested().map(n -> nested.get(n.runbook().text()));
          return read.filter(Read::whole).map(r -> a.knowing(r.known())).orElse(a);
        });
  }

  /// The names behind `run`, one for each step.
  private static List<Scalar> named(Runbook runbook) {
    var names = new ArrayList<Scalar>();
    for (var step : runbook.steps()) {
      if (step instanceof ActionStep act) {
        act.action().nested().ifPresent(n -> names.add(n.runbook()));
      }
    }
    return names;
  }

  private Optional<Read> find(Scalar name, Map<String, Path> beside, List<String> chain) {
    var file = beside.get(name.text());
    if (file == null) {
      unknown(name, beside);
      return Optional.empty();
    }
    if (chain.contains(name.text())) {
      var loop = chain.subList(chain.indexOf(name.text()), chain.size());
      findings.error(
          name.place(),
          "this runbook runs itself: " + String.join(" → ", loop) + " → " + name,
          "put what both need into a runbook of its own");
      return Optional.empty();
    }
    if (!known.containsKey(name.text()) && chain.size() < DEEPEST) {
      var longer = new ArrayList<>(chain);
      longer.add(name.text());
      read(file, longer).ifPresent(r -> known.put(name.text(), r));
    }
    var read = Optional.ofNullable(known.get(name.text()));
    if (chain.size() + read.map(Read::levels).orElse(1) > DEEPEST) {
      findings.error(
          name.place(),
          "runbooks run each other through more than " + DEEPEST + " levels",
          "chain: " + String.join(" → ", chain) + " → " + name);
      return Optional.empty();
    }
    return read;
  }

  private void unknown(Scalar name, Map<String, Path> beside) {
    findings.error(
        name.place(),
        "this playbook has no runbook '" + name + "'",
        name.text().contains("/")
            ? "a runbook runs those of its own playbook, by their short names"
            : Nearest.hint(name.text(), beside.keySet()));
  }
}
