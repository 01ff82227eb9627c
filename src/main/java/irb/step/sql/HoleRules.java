package irb.step.sql;

import irb.expr.Template.Hole;
import irb.source.Findings;
import irb.step.sql.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Where a value may stand in a query: only where the server takes a bind for what it looks like.
final class HoleRules {
  private static final String IDENTIFIERS = "identifiers are never values";

  private final QueryText query;
  private final List<Token> tokens;
  private final Findings findings;

  HoleRules(QueryText query, List<Token> tokens, Findings findings) {
    this.query = query;
    this.tokens = tokens;
    this.findings = findings;
  }

  void check(Statement statement) {
    for (var token : tokens) {
      if (token.kind() != Kind.HOLE) {
        query.holes(token.start(), token.end()).forEach((_, hole) -> hidden(hole, token));
      }
    }
    var words = tokens.stream().filter(t -> t.kind() != Kind.COMMENT).toList();
    var callers = new ArrayDeque<Token>();
    for (var i = 0; i < words.size(); i++) {
      var token = words.get(i);
      if (token.is("(")) {
        callers.push(i > 0 ? words.get(i - 1) : token);
      } else if (token.is(")")) {
        callers.poll();
      } else if (token.kind() == Kind.HOLE) {
        visible(statement, words, i, callers);
      }
    }
  }

  private void hidden(Hole hole, Token token) {
    var where =
        switch (token.kind()) {
          case COMMENT -> "a comment";
          case NAME -> "a quoted identifier: " + IDENTIFIERS;
          case WORD, STRING, NUMBER, PARAMETER, SIGN, HOLE -> "quotes";
        };
    var fix =
        switch (token.kind()) {
          case COMMENT -> "take it out of the comment, or write '$${{' for the text itself";
          case NAME -> "write the identifier itself";
          case WORD, STRING, NUMBER, PARAMETER, SIGN, HOLE ->
              "take the quotes away: a value is bound as a whole; join texts with ||";
        };
    error(hole, "a value cannot stand inside " + where, fix);
  }

  private void visible(Statement statement, List<Token> words, int i, Deque<Token> callers) {
    var hole = query.hole(words.get(i).start());
    var before = i > 0 ? words.get(i - 1) : words.get(i);
    if (!statement.bindable()) {
      error(
          hole,
          "values cannot stand in " + (statement.verb().isEmpty() ? "this" : statement.verb()),
          "the server takes them only in SELECT, VALUES, INSERT, UPDATE, DELETE, MERGE and CALL");
    } else if (before.is("(") && i > 1 && words.get(i - 2).is("IN")) {
      error(
          hole,
          "a value cannot stand in IN (…)",
          "write = ANY(${{ " + hole.expression().text().strip() + " }}), which takes a list");
    } else if (before.is("INTERVAL", "DATE", "TIME", "TIMESTAMP", "TIMESTAMPTZ")) {
      error(
          hole,
          "a value cannot stand after " + before.raw(),
          "write ${{ "
              + hole.expression().text().strip()
              + " }} alone: durations and times know their type; a text needs a cast (…::interval)");
    } else if (isIdentifier(words, i, callers)) {
      error(hole, "this is an identifier, and " + IDENTIFIERS, "write the identifier itself");
    }
  }

  private boolean isIdentifier(List<Token> words, int i, Deque<Token> callers) {
    var hole = words.get(i);
    var first = i == 0;
    if (!first) {
      var before = words.get(i - 1);
      var glued = before.end() == hole.start() && before.kind() != Kind.SIGN;
      var from = before.is("FROM") && !takesValue(words, i, callers);
      if (glued
          || from
          || before.is(
              "JOIN", "TABLE", "INTO", "UPDATE", "ONLY", "BY", "AS", "USING", "JOIN", ".")) {
        return true;
      }
    }
    if (i + 1 == words.size()) {
      return false;
    }
    var after = words.get(i + 1);
    var glued = hole.end() == after.start() && after.kind() != Kind.SIGN;
    return glued || after.is("(", ".");
  }

  /// `EXTRACT(epoch FROM …)` and `IS DISTINCT FROM …` take a value, not a table.
  private static boolean takesValue(List<Token> words, int i, Deque<Token> callers) {
    var caller = callers.peek();
    return (i > 1 && words.get(i - 2).is("DISTINCT"))
        || (caller != null && caller.is("EXTRACT", "SUBSTRING", "TRIM", "OVERLAY"));
  }

  private void error(Hole hole, String message, String fix) {
    findings.error(hole.expression().place(), message, fix);
  }
}
