package irb.runbook;

import irb.source.Findings;
import irb.source.Node.Scalar;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Checks that what `save` names is an output, and that no two steps give theirs one name.
final class SaveRules {
  private final Findings findings;
  private final Map<String, Scalar> taken = new HashMap<>();

  SaveRules(Findings findings) {
    this.findings = findings;
  }

  void check(ActionStep step) {
    if (step.save().isEmpty()) {
      return;
    }
    var name = step.save().get();
    if (!step.action().hasOutput()) {
      findings.error(
          name.place(),
          "'save' keeps an output, and "
              + step.action().type()
              + " has none; its result is in the log",
          "remove it");
    }
    // some file systems do not tell capital letters from small ones
    var before = taken.putIfAbsent(name.text().toLowerCase(Locale.ROOT), name);
    if (before != null) {
      findings.error(
          name.place(),
          "the name '" + name + "' is taken by another step",
          "first used in line " + before.place().line());
    }
  }
}
