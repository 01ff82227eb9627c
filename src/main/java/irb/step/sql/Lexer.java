package irb.step.sql;

import irb.step.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts a query into tokens by the rules of PostgreSQL's own scanner, so that nothing can hide in
/// quotes, dollar quotes or comments. `standard_conforming_strings` is taken to be on, and the
/// session sees to that.
final class Lexer {
  private final QueryText query;
  private final String text;
  private int at;

  private Lexer(QueryText query) {
    this.query = query;
    this.text = query.text();
  }

  static List<Token> tokens(QueryText query) {
    return new Lexer(query).all();
  }

  private List<Token> all() {
    var tokens = new ArrayList<Token>();
    while (at < text.length()) {
      if (isBlank(text.charAt(at))) {
        at++;
      } else {
        tokens.add(next());
      }
    }
    return tokens;
  }

  private Token next() {
    var start = at;
    if (query.isHole(at)) {
      return token(Kind.HOLE, start, at + 1);
    }
    if (sees("--")) {
      var end = text.indexOf('\n', at);
      return token(Kind.COMMENT, start, end < 0 ? text.length() : end);
    }
    if (sees("/*")) {
      return blockComment(start);
    }
    var prefix = prefix();
    at += prefix;
    if (sees("'")) {
      return quoted(Kind.STRING, start, prefix == 1 && (sees(start, "e") || sees(start, "E")));
    }
    if (sees("\"")) {
      return quoted(Kind.NAME, start, false);
    }
    return plain(start);
  }

  private Token plain(int start) {
    var c = text.charAt(start);
    if (c == '$') {
      return dollar(start);
    }
    if (isStart(c)) {
      return token(Kind.WORD, start, endOfWord(start));
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(start + 1)))) {
      var end = start;
      while (end < text.length() && (isPart(end) || text.charAt(end) == '.')) {
        end++;
      }
      return token(Kind.NUMBER, start, end);
    }
    return token(Kind.SIGN, start, start + 1);
  }

  /// The length of what may stand before a quote: `E`, `B`, `X`, `N`, `U&`.
  private int prefix() {
    var c = Character.toLowerCase(peek(at));
    var quote = peek(at + 1);
    if (quote == '\'' && "ebxn".indexOf(c) >= 0) {
      return 1;
    }
    var unicode = c == 'u' && quote == '&';
    return unicode && (peek(at + 2) == '\'' || peek(at + 2) == '"') ? 2 : 0;
  }

  /// From the opening quote at [#at] to the closing one; a doubled quote stands for itself.
  private Token quoted(Kind kind, int start, boolean backslashes) {
    var quote = text.charAt(at);
    for (var i = at + 1; i < text.length(); i++) {
      if (backslashes && text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        if (peek(i + 1) != quote) {
          return token(kind, start, i + 1);
        }
        i++;
      }
    }
    return unclosed(kind, start);
  }

  private Token dollar(int start) {
    if (isDigit(peek(start + 1))) {
      return token(Kind.PARAMETER, start, endOfWord(start + 1));
    }
    var end = start + 1;
    while (end < text.length() && isPart(end) && text.charAt(end) != '$') {
      end++;
    }
    if (peek(end) != '$') {
      return token(Kind.SIGN, start, start + 1);
    }
    var tag = text.substring(start, end + 1);
    var close = text.indexOf(tag, end + 1);
    return close < 0
        ? unclosed(Kind.STRING, start)
        : token(Kind.STRING, start, close + tag.length());
  }

  private Token blockComment(int start) {
    var depth = 0;
    while (at < text.length()) {
      if (sees("/*")) {
        depth++;
        at += 2;
      } else if (sees("*/")) {
        depth--;
        at += 2;
      } else {
        at++;
      }
      if (depth == 0) {
        return token(Kind.COMMENT, start, at);
      }
    }
    return unclosed(Kind.COMMENT, start);
  }

  private Token token(Kind kind, int start, int end) {
    at = end;
    return new Token(kind, text.substring(start, end), start, true);
  }

  private Token unclosed(Kind kind, int start) {
    at = text.length();
    return new Token(kind, text.substring(start), start, false);
  }

  private boolean sees(String what) {
    return sees(at, what);
  }

  private boolean sees(int from, String what) {
    return text.startsWith(what, from);
  }

  private char peek(int i) {
    return i < text.length() ? text.charAt(i) : 0;
  }

  private int endOfWord(int from) {
    var end = from;
    while (end < text.length() && isPart(end)) {
      end++;
    }
    return end;
  }

  private boolean isPart(int i) {
    var c = text.charAt(i);
    return !query.isHole(i) && (isStart(c) || isDigit(c) || c == '$');
  }

  private static boolean isStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
