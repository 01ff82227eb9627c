package irb.engine;

import irb.runbook.Effects;
import irb.step.Risk;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A change as it is put before whoever approves it.
///
/// `targets` is how many it acts on, `effects` what the whole runbook does. `why` are lines such as
/// `usage.row.used = 27 (4s ago)`; `rehearsed` is what the peer says to it when asked without doing
/// it; `typed` is what has to be typed for one of high risk, e.g. `production/db`.
public record Proposal(
    String step,
    int visit,
    String title,
    String text,
    String target,
    String where,
    int targets,
    String effect,
    Effects effects,
    String environment,
    boolean isProtected,
    Optional<String> because,
    List<String> why,
    Optional<Preview> preview,
    List<String> rehearsed,
    Risk risk,
    String undo,
    List<String> verified,
    Optional<String> confirm,
    String digest) {
  public Proposal {
    why = List.copyOf(why);
    rehearsed = List.copyOf(rehearsed);
    verified = List.copyOf(verified);
  }

  /// What the preview showed: its rows, or its text.
  public record Preview(List<Map<String, Object>> rows, String text) {
    public Preview {
      rows = List.copyOf(rows);
    }
  }

  /// The same change of a step that is called `id` from outside its runbook.
  Proposal as(String id) {
    return new Proposal(
        id,
        visit,
        title,
        text,
        target,
        where,
        targets,
        effect,
        effects,
        environment,
        isProtected,
        because,
        why,
        preview,
        rehearsed,
        risk,
        undo,
        verified,
        confirm,
        digest);
  }

  /// What has to be typed to approve it when its risk is high.
  public String typed() {
    return environment + "/" + (target.isEmpty() ? step : target);
  }
}
