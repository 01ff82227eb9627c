package irb.step;

import irb.source.Node.Scalar;

/// Something of the playbook that an action names, e.g. its checklist `war_room`.
public record Borrowed(Kind kind, Scalar name) {

  /// What a playbook lends by name.
  public enum Kind {
    CHECKLIST("checklist"),
    CHANNEL("channel"),
    TEMPLATE("message template");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// For messages, e.g. `message template`.
    public String words() {
      return words;
    }
  }
}
