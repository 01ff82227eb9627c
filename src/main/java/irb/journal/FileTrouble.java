package irb.journal;

/// A file that record `seq` names and that is missing or is not what was recorded.
public record FileTrouble(long seq, String file, String why) {
  /// One sentence, for people.
  public String text() {
    return "record " + seq + " names " + file + ": " + why;
  }
}
