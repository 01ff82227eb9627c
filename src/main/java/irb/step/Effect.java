package irb.step;

/// Whether an action changes anything, and how that is known.
public enum Effect {
  /// It reads, and the protocol holds it to that: a READ ONLY transaction, a GET.
  PROVEN_READ("read, proven"),
  /// It reads because its author says so (`effect: read`).
  ASSERTED_READ("read, asserted"),
  /// It tells somebody something, and changes nothing else.
  MESSAGE("message"),
  /// It may change something.
  WRITE("write");

  private final String words;

  Effect(String words) {
    this.words = words;
  }

  public boolean isRead() {
    return this == PROVEN_READ || this == ASSERTED_READ;
  }

  /// For people, e.g. `read, asserted`.
  public String words() {
    return words;
  }
}
