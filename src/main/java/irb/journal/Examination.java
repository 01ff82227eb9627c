package irb.journal;

import java.util.List;

/// All that a check of an incident found: the log, the files it names, and what was redacted.
///
/// `unnamed` are files that no record names: of a step that was cut short, or put there.
public record Examination(
    Verdict verdict,
    List<Redaction> redactions,
    List<FileTrouble> troubles,
    List<String> unnamed,
    List<String> notes) {
  public Examination {
    redactions = List.copyOf(redactions);
    troubles = List.copyOf(troubles);
    unnamed = List.copyOf(unnamed);
    notes = List.copyOf(notes);
  }

  /// Whether the log verifies and every file it names is there and unchanged.
  public boolean isSound() {
    return !isCorrupt() && troubles.isEmpty();
  }

  public boolean isCorrupt() {
    return verdict instanceof Verdict.Corrupt;
  }
}
