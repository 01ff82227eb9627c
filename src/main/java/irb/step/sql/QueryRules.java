package irb.step.sql;

import irb.source.Findings;
import irb.step.sql.Token.Kind;
import java.util.List;

/// What a query must be besides its holes: one statement, closed quotes, no transaction control.
final class QueryRules {
  private final QueryText query;
  private final List<Token> tokens;
  private final Findings findings;

  QueryRules(QueryText query, List<Token> tokens, Findings findings) {
    this.query = query;
    this.tokens = tokens;
    this.findings = findings;
  }

  void check() {
    var ended = false;
    for (var i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      if (token.kind() == Kind.COMMENT && token.closed()) {
        continue;
      }
      if (ended && !token.is(";")) {
        error(
            token, "this is a second statement, and a step runs one", "make it a step of its own");
        return;
      }
      ended |= token.is(";");
      check(token, i);
    }
    if (tokens.stream().allMatch(t -> t.kind() == Kind.COMMENT || t.is(";"))) {
      findings.error(query.place(0), "the query is empty", "write one SQL statement");
    } else {
      transactionControl();
    }
  }

  private void check(Token token, int i) {
    if (!token.closed()) {
      error(
          token,
          token.kind() == Kind.COMMENT ? "this comment never ends" : "this quote is never closed",
          "");
    } else if (token.kind() == Kind.PARAMETER) {
      error(token, token.raw() + " has no value here", "write the value itself: ${{ … }}");
    } else if (token.is("{")) {
      error(token, "'{' is not SQL", "values are written ${{ … }}");
    } else if (token.kind() == Kind.STRING && goesOn(token, i)) {
      error(token, "an E'' text cannot go on in another one", "write it as one text");
    }
  }

  /// The server reads `E'a'`, a newline and `'b'` as one text whose backslashes go on escaping.
  private boolean goesOn(Token token, int i) {
    var escapes = token.raw().startsWith("e") || token.raw().startsWith("E");
    for (var next = i + 1; escapes && next < tokens.size(); next++) {
      if (tokens.get(next).kind() != Kind.COMMENT) {
        return tokens.get(next).kind() == Kind.STRING;
      }
    }
    return false;
  }

  private void transactionControl() {
    var words = tokens.stream().filter(t -> t.kind() != Kind.COMMENT).toList();
    var first = words.getFirst();
    var prepared = words.size() > 1 && words.get(1).is("PREPARED");
    if (first.is("BEGIN", "START", "END", "ABORT", "SAVEPOINT", "RELEASE")
        || (first.is("COMMIT", "ROLLBACK") && !prepared)) {
      error(first, "transactions are irb's own", "every step is one transaction; leave this out");
    }
  }

  private void error(Token token, String message, String fix) {
    findings.error(query.place(token.start()), message, fix);
  }
}
