package irb.expr;

import irb.source.Node.Scalar;
import irb.source.Place;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A CEL expression as written, e.g. `usage.row.used / usage.row.max < 0.7`, and where.
public final class Expression {
  private static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");

  private final String text;
  private final Scalar origin;
  private final int offset;
  private final List<Reference> references;

  /// `offset` is where in `origin` the expression begins.
  public Expression(String text, Scalar origin, int offset) {
    this.text = text;
    this.origin = origin;
    this.offset = offset;
    this.references = Reference.in(text);
  }

  public static Expression of(Scalar scalar) {
    return new Expression(scalar.text(), scalar, 0);
  }

  public String text() {
    return text;
  }

  public List<Reference> references() {
    return references;
  }

  public Place place() {
    return at(0);
  }

  /// The place of the character at `index` of the expression.
  public Place at(int index) {
    return origin.at(offset + index);
  }

  /// Whether a comma or bracket of YAML's flow style ended it, which it may have meant for itself.
  boolean isCutByFlow() {
    return offset == 0 && origin.isCutByFlow();
  }

  /// The names and fields when it is nothing but a path, such as `params.idle_longer_than`.
  Optional<List<String>> path() {
    var stripped = text.strip();
    return PATH.matcher(stripped).matches() && !List.of("true", "false", "null").contains(stripped)
        ? Optional.of(List.of(stripped.split("\\.", -1)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
