package irb.expr;

/// A place in an action where a template stands, and what a value becomes there.
public record Slot(Template template, Context context) {

  /// Where a template may stand (language reference, "Values").
  public enum Context {
    SQL("a query", true, true),
    ARGUMENT("an argument", false, false),
    PROGRAM("program text", false, false),
    PATH("a path", false, false),
    QUERY("a query value", false, false),
    HEADER("a header", true, false),
    FORM("a form field", true, true),
    JSON("a JSON body", true, true),
    ENV("an environment variable", true, true),
    STDIN("standard input", true, true),
    PLAIN("this place", false, false),
    /// Of another runbook; what may be put there depends on its type.
    PARAMETER("a parameter", true, true),
    MESSAGE("a message", false, true);

    private final String words;
    private final boolean secrets;
    private final boolean freeText;

    Context(String words, boolean secrets, boolean freeText) {
      this.words = words;
      this.secrets = secrets;
      this.freeText = freeText;
    }

    /// For messages, e.g. `an argument`.
    public String words() {
      return words;
    }

    /// Whether a secret may be put there; elsewhere it is an error at load.
    public boolean takesSecrets() {
      return secrets;
    }

    /// Whether a parameter of type `text` may be put there.
    public boolean takesFreeText() {
      return freeText;
    }
  }
}
