package irb.terminal;

import irb.engine.Status;

/// The colours and marks of one stream; without colour the marks and words say the same.
public final class Theme {
  private static final String RESET = "\u001b[0m";

  private final Looks looks;

  public Theme(Looks looks) {
    this.looks = looks;
  }

  /// It went well: green.
  public String ok(String text) {
    return styled("32", text);
  }

  /// It did not: red.
  public String failed(String text) {
    return styled("31", text);
  }

  /// Look here: yellow.
  public String warning(String text) {
    return styled("33", text);
  }

  /// Of less interest: dim.
  public String quiet(String text) {
    return styled("2", text);
  }

  /// A heading: bold.
  public String strong(String text) {
    return styled("1", text);
  }

  /// An environment, as headers and proposals show it: nobody should take a protected one for
  /// another.
  public String environment(String name, boolean isProtected) {
    if (!isProtected) {
      return name;
    }
    return looks.color()
        ? styled("1;97;41", " " + name + " ") + " protected"
        : name + " (PROTECTED)";
  }

  /// How a step ended, as one character in its colour.
  String mark(Status status) {
    return switch (status) {
      case OK -> ok(either("✓", "+"));
      case FAILED, ERROR, TIMED_OUT -> failed(either("✗", "x"));
      case IN_DOUBT -> warning("?");
      case DECLINED, ABORTED -> warning(either("–", "-"));
      case SKIPPED, NOT_RUN -> quiet(either("–", "-"));
    };
  }

  /// The word for how a step ended, in its colour.
  String word(Status status) {
    var word = status.toString().replace('_', ' ');
    return switch (status) {
      case OK -> ok(word);
      case FAILED, ERROR, TIMED_OUT -> failed(word);
      case IN_DOUBT, DECLINED, ABORTED -> warning(word);
      case SKIPPED, NOT_RUN -> quiet(word);
    };
  }

  /// In front of a decision.
  String arrow() {
    return either("→", ">");
  }

  /// In front of what is only mentioned.
  String dot() {
    return either("·", "-");
  }

  /// Between a name and what it is called.
  String dash() {
    return either("—", "-");
  }

  /// Where something was cut off.
  String ellipsis() {
    return either("…", "...");
  }

  private String either(String unicode, String ascii) {
    return looks.unicode() ? unicode : ascii;
  }

  private String styled(String code, String text) {
    return looks.color() && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
  }
}
