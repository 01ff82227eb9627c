package irb.step;

/// Where the whole output of a step that says `save` goes while it is produced; other steps have
/// [#NONE].
///
/// Writing never fails: what cannot be kept (the disk is full, more than 1 GiB) is noticed by
/// whoever made it, and fails the step after its end.
public interface Evidence {
  /// Nothing is kept.
  Evidence NONE =
      new Evidence() {
        @Override
        public boolean isWanted() {
          return false;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {}
      };

  /// Whether it is kept; a large result need not be formatted when it is not.
  boolean isWanted();

  /// Adds the next bytes of the output, as UTF-8 where it is text.
  void write(byte[] bytes, int from, int length);

  /// Adds the next characters of the output.
  default void write(String text) {
    var bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  /// `text` without any secret, for whoever changes it before writing it: what is quoted once more
  /// could not be recognised afterwards.
  default String masked(String text) {
    return text;
  }

  /// The output of one of several hosts, kept apart from that of the others.
  default Evidence of(String host) {
    return this;
  }
}
