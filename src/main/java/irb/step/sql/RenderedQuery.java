package irb.step.sql;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Template;
import irb.step.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// A query with its values beside it: `sql` for the driver (`?`), `shown` for people (`$1`).
record RenderedQuery(String sql, String shown, List<Bind> binds) {
  RenderedQuery {
    binds = List.copyOf(binds);
  }

  static RenderedQuery of(Template template, Rendering rendering) throws ExpressionException {
    var query = new QueryText(template);
    var sql = new StringBuilder();
    var shown = new StringBuilder();
    var binds = new ArrayList<Bind>();
    var end = 0;
    for (var token : Lexer.tokens(query)) {
      var gap = query.text().substring(end, token.start());
      sql.append(gap);
      shown.append(gap.contains("\n") ? "\n" : gap.isEmpty() ? "" : " ");
      end = token.end();
      if (token.kind() == Kind.HOLE) {
        var expression = query.hole(token.start()).expression();
        binds.add(Bind.of(expression, rendering.value(expression)));
        sql.append(" ? ");
        shown.append('$').append(binds.size());
      } else if (!token.is(";")) {
        // the driver reads `?` as a bind and `??` as the operator
        sql.append(token.is("?") ? "??" : token.raw());
        shown.append(token.raw());
      }
    }
    return new RenderedQuery(sql.toString(), shown.toString().strip(), binds);
  }

  /// The query, then a line for each value.
  String text() {
    var text = new StringBuilder(shown);
    for (var i = 0; i < binds.size(); i++) {
      text.append("\n$").append(i + 1).append(" = ").append(binds.get(i).shown());
    }
    return text.toString();
  }

  /// `text` with every secret among the values replaced by its name.
  String masked(String text) {
    var masked = text;
    for (var bind : binds) {
      for (var secret : bind.secrets()) {
        masked =
            secret.reveal().isEmpty() ? masked : masked.replace(secret.reveal(), secret.toString());
      }
    }
    return masked;
  }
}
