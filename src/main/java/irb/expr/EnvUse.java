package irb.expr;

import irb.source.Findings;

/// Environment variables are taken by name, so that it is known before a run which ones it needs
/// and which of them are secrets.
final class EnvUse {
  private EnvUse() {}

  /// Whether every variable is named; what is not is reported.
  static boolean check(Expression expression, Findings findings) {
    var named = true;
    for (var reference : expression.references()) {
      if (reference.root().equals("env") && reference.path().size() == 1) {
        named = false;
        findings.error(
            expression.at(reference.offset()),
            "'env' must be followed by the name of a variable",
            "write env.NAME, or env.?NAME.orValue(\"…\") for one that may be missing");
      }
    }
    return named;
  }
}
