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

  /// The run begins; `resumed` says so when it is taken up again.
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
      Optional<String> resumed,
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
  ///
  /// `captured` are the values that the undo of a change needs, by expression; `of` is the visit
  /// that an undo takes back, e.g. `restart#1/stop#1`.
  record Intent(
      String id,
      int visit,
      Role role,
      String type,
      String effect,
      String target,
      String text,
      String digest,
      String undo,
      Map<String, Object> captured,
      String of)
      implements Event {
    public Intent {
      captured = Map.copyOf(captured);
    }

    /// One that changes nothing.
    static Intent reading(
        String id, int visit, Role role, String type, String effect, String target, String text) {
      return new Intent(id, visit, role, type, effect, target, text, "", "", Map.of(), "");
    }

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

  /// A step ended; `captured` completes what its undo needs.
  record Ended(
      String id,
      Phase phase,
      String title,
      int visit,
      String note,
      StepResult result,
      Map<String, Object> captured)
      implements Event {
    public Ended {
      captured = Map.copyOf(captured);
    }

    /// One that has no undo.
    public Ended(String id, Phase phase, String title, int visit, String note, StepResult result) {
      this(id, phase, title, visit, note, result, Map.of());
    }

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

  /// An earlier [Ended] or [Decided] of this run, taken from the log and not done again.
  record Taken(Event what) implements Event {
    @Override
    public Optional<String> step() {
      return what.step();
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
  record Approval(
      String id, int visit, String decision, String by, String digest, Optional<String> comment)
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

  /// It was chosen what to do after a step that had not gone well.
  record Chosen(String id, int visit, String question, String choice, String by) implements Event {
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
  ///
  /// An approval is one of what has this `digest`; until `until` what led to it is not read again.
  record Pending(String step, Kind kind, Optional<String> digest, Optional<Instant> until) {
    public Pending(String step, Kind kind) {
      this(step, kind, Optional.empty(), Optional.empty());
    }

    /// How it can be given.
    public enum Kind {
      YES,
      APPROVE,
      /// By somebody else than those who did so already.
      APPROVE_TOO,
      ANSWER
    }
  }
}
