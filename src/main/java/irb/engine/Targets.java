package irb.engine;

import irb.expr.Expressions;
import irb.runbook.ActionStep;
import irb.runbook.Environment;
import irb.runbook.Playbook;
import irb.runbook.Playbook.TargetSpec;
import irb.runbook.Qualified;
import irb.runbook.Runbook;
import irb.step.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Resolves the targets a runbook names, and only those, before its first step.
public final class Targets {
  private final Playbook playbook;
  private final Environment environment;
  private final TargetResolver resolver;

  /// Relative folders of local targets begin at `here`; `user` connects where a URL names no one;
  /// `home` is the home folder of the account.
  public Targets(
      Playbook playbook,
      Environment environment,
      Expressions expressions,
      Path here,
      String user,
      Path home) {
    this.playbook = playbook;
    this.environment = environment;
    this.resolver =
        new TargetResolver(
            new TargetSettings(playbook, environment, expressions), environment, here, user, home);
  }

  /// A target that cannot be used; the message names the variable or setting to mend.
  public static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableException(String message) {
      super(message);
    }
  }

  /// Every target of `runbook` by name.
  public Map<String, Target> of(Runbook runbook) throws UnusableException {
    return of(runbook, Map.of());
  }

  /// Every target of `runbook` by name; those that are `given` are taken as they are.
  Map<String, Target> of(Runbook runbook, Map<String, Target> given) throws UnusableException {
    var problems = new ArrayList<String>();
    var targets = new LinkedHashMap<String, Target>();
    for (var spec : named(runbook, playbook)) {
      try {
        var known = given.get(spec.name());
        targets.put(spec.name(), known == null ? resolver.resolve(spec) : known);
      } catch (UnusableException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    problems.addAll(missingVariables(runbook));
    if (!problems.isEmpty()) {
      throw new UnusableException(String.join("\n", new LinkedHashSet<>(problems)));
    }
    return targets;
  }

  /// The targets that `runbook` and those it runs name, or takes because they are the only one of
  /// their kind.
  public static List<TargetSpec> named(Runbook runbook, Playbook playbook) {
    var names = new LinkedHashSet<TargetSpec>();
    for (var named : Qualified.of(runbook)) {
      if (named.step() instanceof ActionStep act) {
        act.actions().forEach(a -> playbook.target(a).ifPresent(names::add));
      }
    }
    return List.copyOf(names);
  }

  /// Variables that steps take by name without a default, known before the first step.
  private List<String> missingVariables(Runbook runbook) {
    var missing = new ArrayList<String>();
    for (var named : Qualified.of(runbook)) {
      for (var expression : Mentions.in(named.step())) {
        for (var reference : expression.references()) {
          if (reference.root().equals("env")
              && reference.path().size() > 1
              && !reference.optional()
              && !environment.values().containsKey(reference.path().get(1))) {
            missing.add(
                "the environment variable "
                    + reference.path().get(1)
                    + " is not set; step '"
                    + named.id()
                    + "' needs it");
          }
        }
      }
    }
    return missing;
  }
}
