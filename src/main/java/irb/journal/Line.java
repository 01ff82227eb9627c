package irb.journal;

/// One record as bytes, its newline included, and the head that it makes.
@SuppressWarnings("ArrayRecordComponent") // made once, written once, never compared
record Line(byte[] bytes, Head head) {
  /// The most bytes a line may have, its newline included.
  static final int LONGEST = 1 << 20;
}
