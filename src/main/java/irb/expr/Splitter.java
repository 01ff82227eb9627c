package irb.expr;

import irb.expr.Template.Hole;
import irb.expr.Template.Part;
import irb.expr.Template.Text;
import irb.source.Findings;
import irb.source.Node.Scalar;
import java.util.ArrayList;
import java.util.List;

/// Walks over the constant text of a command; values are passed over whole.
final class Splitter {
  private static final String OPERATORS = "|&;<>()$`";
  private static final String FIRST_ONLY = "~#";

  private final Scalar command;
  private final boolean operators;
  private final Findings findings;
  private final List<Template> words = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int literalFrom;
  private int wordFrom = -1;
  private char quote;
  private int quoteFrom;

  /// `operators`: what a shell reads as one is reported.
  Splitter(Scalar command, boolean operators, Findings findings) {
    this.command = command;
    this.operators = operators;
    this.findings = findings;
  }

  List<Template> words(Template template) {
    for (var part : template.parts()) {
      switch (part) {
        case Text(var text, var offset) -> text(text, offset);
        case Hole hole -> {
          begin(hole.offset());
          endLiteral();
          parts.add(hole);
        }
      }
    }
    if (quote != 0) {
      findings.error(command.at(quoteFrom), "this quote is never closed", "");
    }
    end(command.text().length());
    return List.copyOf(words);
  }

  private void text(String text, int offset) {
    var at = offset;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
      if (isEscape(c, next)) {
        if (next != '\n') {
          add(next, at);
        }
        i++;
        at++;
      } else {
        character(c, at);
      }
      // a literal '${{' was written with one '$' more
      at += text.startsWith("${{", i) ? 2 : 1;
    }
  }

  private boolean isEscape(char c, char next) {
    return c == '\\'
        && next != '\0'
        && (quote == 0 || (quote == '"' && "$`\"\\\n".indexOf(next) >= 0));
  }

  private void character(char c, int at) {
    if (quote != 0 && c == quote) {
      quote = 0;
    } else if (quote != 0) {
      add(c, at);
    } else if (c == '\'' || c == '"') {
      begin(at);
      quote = c;
      quoteFrom = at;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      end(at);
    } else {
      refuseOperator(c, at);
      add(c, at);
    }
  }

  private void refuseOperator(char c, int at) {
    if (operators
        && (OPERATORS.indexOf(c) >= 0
            || c == '*'
            || (FIRST_ONLY.indexOf(c) >= 0 && wordFrom < 0))) {
      findings.error(
          command.at(at),
          "no shell reads this command, so '" + c + "' has no meaning in it",
          "use 'script:' for what a shell does, or quote it to mean the character itself");
    }
  }

  private void add(char c, int at) {
    begin(at);
    if (literal.isEmpty()) {
      literalFrom = at;
    }
    literal.append(c);
  }

  private void begin(int at) {
    if (wordFrom < 0) {
      wordFrom = at;
    }
  }

  private void endLiteral() {
    if (!literal.isEmpty()) {
      parts.add(new Text(literal.toString(), literalFrom));
      literal.setLength(0);
    }
  }

  private void end(int at) {
    endLiteral();
    if (wordFrom >= 0) {
      var from = wordFrom;
      words.add(
          new Template(command.part(from, at), parts.stream().map(p -> shifted(p, from)).toList()));
    }
    parts.clear();
    wordFrom = -1;
  }

  private static Part shifted(Part part, int by) {
    return switch (part) {
      case Text(var text, var offset) -> new Text(text, offset - by);
      case Hole(var expression, var offset) -> new Hole(expression, offset - by);
    };
  }
}
