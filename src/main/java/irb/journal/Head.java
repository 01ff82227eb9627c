package irb.journal;

/// The end of a log at some moment: the last record's number and its whole hash.
public record Head(long seq, String hash) {
  public Head {
    if (seq < 0 || !hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a head: " + seq + ":" + hash);
    }
  }

  /// What is printed and noted, e.g. `42:9f86d081884c7d65`.
  public String text() {
    return seq + ":" + hash.substring(0, 16);
  }

  @Override
  public String toString() {
    return text();
  }
}
