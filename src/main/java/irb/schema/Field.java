package irb.schema;

/// A key with what stands under it, and one sentence on it for whoever hovers over it.
public record Field(String key, Schema schema, String help, boolean isNeeded) {
  public Field {
    if (help.isBlank()) {
      throw new IllegalArgumentException("'" + key + "' says nothing");
    }
  }

  /// A key that may be left out.
  public static Field field(String key, Schema schema, String help) {
    return new Field(key, schema, help, false);
  }

  public static Field needed(String key, Schema schema, String help) {
    return new Field(key, schema, help, true);
  }
}
