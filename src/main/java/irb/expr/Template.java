package irb.expr;

import irb.source.Findings;
import irb.source.Node.Scalar;
import irb.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A text with `${{ expression }}` holes in it, parsed once; what a value becomes depends on where
/// the template stands, never on the value.
public record Template(Scalar origin, List<Part> parts) {
  public Template {
    parts = List.copyOf(parts);
  }

  /// A constant text or a hole; `offset` is where it begins in the template.
  public sealed interface Part {
    int offset();
  }

  public record Text(String text, int offset) implements Part {}

  public record Hole(Expression expression, int offset) implements Part {}

  /// Parses `scalar`; an unclosed or empty hole is reported.
  public static Template parse(Scalar scalar, Findings findings) {
    return new Template(scalar, new Parser(scalar, findings).parts());
  }

  public Place place() {
    return origin.place();
  }

  public List<Expression> expressions() {
    return parts.stream()
        .flatMap(p ->
            p instanceof Hole h ? List.of(h.expression()).stream() : java.util.stream.Stream.of())
        .toList();
  }

  /// The text when there is no hole in it.
  public Optional<String> constant() {
    if (parts.isEmpty()) {
      return Optional.of("");
    }
    return parts.size() == 1 && parts.getFirst() instanceof Text(var text, _)
        ? Optional.of(text)
        : Optional.empty();
  }

  /// The expression when the template is nothing but one hole.
  public Optional<Expression> whole() {
    return parts.size() == 1 && parts.getFirst() instanceof Hole hole
        ? Optional.of(hole.expression())
        : Optional.empty();
  }

  /// As written.
  @Override
  public String toString() {
    return origin.text();
  }

  private static final class Parser {
    private static final String OPEN = "${{";

    private final Scalar scalar;
    private final String text;
    private final Findings findings;
    private final List<Part> parts = new ArrayList<>();

    Parser(Scalar scalar, Findings findings) {
      this.scalar = scalar;
      this.text = scalar.text();
      this.findings = findings;
    }

    List<Part> parts() {
      var literal = new StringBuilder();
      var literalFrom = 0;
      var at = 0;
      while (at < text.length()) {
        if (text.startsWith("$" + OPEN, at)) {
          literal.append(OPEN);
          at += 4;
        } else if (text.startsWith(OPEN, at)) {
          addText(literal, literalFrom);
          at = hole(at);
          literalFrom = at;
        } else {
          literal.append(text.charAt(at++));
        }
      }
      addText(literal, literalFrom);
      return parts;
    }

    private void addText(StringBuilder literal, int from) {
      if (!literal.isEmpty()) {
        parts.add(new Text(literal.toString(), from));
        literal.setLength(0);
      }
    }

    /// Reads one hole; it ends at the first `}}` outside of quotes.
    private int hole(int open) {
      var from = open + OPEN.length();
      var at = from;
      while (at < text.length() && !text.startsWith("}}", at)) {
        var c = text.charAt(at);
        at = c == '"' || c == '\'' ? Reference.endOfQuote(text, at) : at + 1;
      }
      if (at >= text.length()) {
        findings.error(
            scalar.at(open),
            "this '${{' is never closed",
            "close it with '}}', or write '$${{' for the text itself");
        return text.length();
      }
      var leading = from;
      while (leading < at && Character.isWhitespace(text.charAt(leading))) {
        leading++;
      }
      if (leading == at) {
        findings.error(scalar.at(open), "there is no expression between '${{' and '}}'", "");
      } else {
        parts.add(
            new Hole(
                new Expression(text.substring(leading, at).stripTrailing(), scalar, leading),
                open));
      }
      return at + 2;
    }
  }
}
