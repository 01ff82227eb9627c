package irb.engine;

import irb.runbook.Effects;
import irb.runbook.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Something that happened in a run. The screen, the JSON output and the log are fed by this one
/// stream, so they cannot disagree. Secrets in it are masked by whoever writes it down.
public sealed interface Event {

  /// The step it is about; empty when it is about the run.
  default Optional<String> step() {
    return Optional.empty();
  }

  /// The run begins.
  record Started(
      String incident,
      String run,
      String playbook,
      String runbook,
      String title,
      String file,
      String sha256,
      Optional<String> severity,
      String environment,
      boolean isProtected,
      boolean dry,
      Map<String, Object> params,
      Map<String, String> targets,
      Effects effects,
      Instant at)
      implements Event {}

  /// A step begins; `visit` counts from 1.
  record Entered(String id, Phase phase, String title, int visit) implements Event {
    @Override
    public Optional<String> step() {
      return Optional.of(id);
    }
  }

  /// An action is about to run; the log has this before anything can take effect.
  record Intent(
      String id,
      int visit,
      String type,
      String effect,
      String target,
      String text,
      String digest,
      String undo)
      implements Event {
    @Override
    public Optional<String> step() {
      return Optional.of(id);
    }
  }

  /// An attempt of a repeated read that was not the last; for the live line only.
  record Attempt(String id, int number, String why, Duration next) implements Event {
    @Override
    public Optional<String> step() {
      return Optional.of(id);
    }
  }

  /// A step ended.
  record Ended(String id, Phase phase, String title, int visit, String note, StepResult result)
      implements Event {
    @Override
    public Optional<String> step() {
      return Optional.of(id);
    }
  }

  /// A decide step chose its way.
  record Decided(
      String id,
      String title,
      int visit,
      String next,
      String because,
      String condition,
      Map<String, Object> evidence,
      Instant at)
      implements Event {
    public Decided {
      evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    @Override
    public Optional<String> step() {
      return Optional.of(id);
    }
  }

  /// What a write would do, shown before anybody is asked.
  record Proposed(Proposal proposal) implements Event {
    @Override
    public Optional<String> step() {
      return Optional.of(proposal.step());
    }
  }

  /// A write was approved, declined or skipped; `by` says how: `terminal`, `--yes`, `--approve`.
  record Approval(String id, int visit, String decision, String by, String digest)
      implements Event {
    @Override
    public Optional<String> step() {
      return Optional.of(id);
    }
  }

  /// A question was answered.
  record Answered(String id, String question, String answer, String by) implements Event {
    @Override
    public Optional<String> step() {
      return Optional.of(id);
    }
  }

  /// A step that a dry run shows and does not make; `text` is what would run.
  record Rehearsed(String id, Phase phase, String title, String text, String detail)
      implements Event {
    @Override
    public Optional<String> step() {
      return Optional.of(id);
    }
  }

  /// Something people should know.
  record Notice(Level level, String text) implements Event {
    /// How loudly it is said.
    public enum Level {
      INFO,
      WARNING
    }
  }

  /// The run ended; `pending` is what it waits for when it was suspended.
  record Finished(
      String run, Exit exit, String why, Optional<Pending> pending, Duration took, Instant at)
      implements Event {}

  /// What a suspended run waits for: an approval or an answer, of this step.
  record Pending(String step, Kind kind) {
    /// How it can be given beforehand.
    public enum Kind {
      YES,
      APPROVE,
      ANSWER
    }
  }
}
