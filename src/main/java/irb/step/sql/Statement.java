package irb.step.sql;

import irb.step.Effect;
import irb.step.Risk;
import irb.step.sql.Token.Kind;
import java.util.List;
import java.util.Set;

/// What a statement is, as far as its words tell: whether it reads, and what it needs to be run.
///
/// `acts`: it is a SELECT that acts by function, at once and whatever becomes of the transaction.
/// `alone`: it cannot run inside a transaction. `counted`: the server tells how many rows it
/// changes. `bindable`: it may have values.
record Statement(
    String verb,
    Effect effect,
    boolean acts,
    boolean alone,
    boolean counted,
    boolean bindable,
    boolean fromTable,
    Risk leastRisk) {
  private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");
  private static final Set<String> CHANGES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");

  /// Acting functions that are ordinary in an INSERT or UPDATE, and harmless when it is undone.
  private static final Set<String> ORDINARY =
      Set.of("nextval", "setval", "set_config", "pg_notify");

  private static final Set<String> ANALYZE = Set.of("analyze", "analyse");

  /// The statement that `tokens` spell; comments are of no account.
  static Statement of(List<Token> tokens) {
    return new Words(tokens.stream().filter(t -> t.kind() != Kind.COMMENT).toList()).statement();
  }

  private record Words(List<Token> tokens) {

    Statement statement() {
      var verb = verb();
      return switch (verb) {
        case "SHOW" -> simple(verb, Effect.PROVEN_READ, false);
        case "EXPLAIN" -> explain();
        case String v when QUERIES.contains(v) -> query(v);
        case String v when CHANGES.contains(v) -> change(v);
        case "CALL" -> simple(verb, Effect.WRITE, true);
        default -> other(verb);
      };
    }

    /// The first word; a query may begin with parentheses.
    String verb() {
      return tokens.stream()
          .filter(t -> !t.is("("))
          .findFirst()
          .filter(t -> t.kind() == Kind.WORD)
          .map(t -> t.raw().toUpperCase(java.util.Locale.ROOT))
          .orElse("");
    }

    private Statement query(String verb) {
      var acts = acts(Set.of());
      var changes = has("INSERT", "UPDATE", "DELETE", "MERGE");
      var writes = acts || has("INTO") || locks() || (verb.equals("WITH") && changes);
      return new Statement(
          verb,
          writes ? Effect.WRITE : Effect.PROVEN_READ,
          acts,
          false,
          !(verb.equals("WITH") && changes),
          true,
          has("FROM", "TABLE"),
          Risk.LOW);
    }

    private Statement change(String verb) {
      var everything = (verb.equals("DELETE") || verb.equals("UPDATE")) && !has("WHERE");
      return new Statement(
          verb,
          Effect.WRITE,
          acts(ORDINARY),
          false,
          true,
          true,
          true,
          everything ? Risk.MEDIUM : Risk.LOW);
    }

    /// EXPLAIN plans; with ANALYZE it does what it explains.
    private Statement explain() {
      var at = 1;
      var analyze = false;
      if (at < tokens.size() && tokens.get(at).is("(")) {
        for (; at < tokens.size() && !tokens.get(at).is(")"); at++) {
          analyze |= ANALYZE.contains(tokens.get(at).name());
        }
        at++;
      }
      for (; at < tokens.size() && tokens.get(at).is("ANALYZE", "ANALYSE", "VERBOSE"); at++) {
        analyze |= ANALYZE.contains(tokens.get(at).name());
      }
      var rest = new Words(tokens.subList(Math.min(at, tokens.size()), tokens.size()));
      var inner = rest.verb().equals("EXPLAIN") ? other("EXPLAIN") : rest.statement();
      return new Statement(
          "EXPLAIN",
          analyze ? inner.effect() : Effect.PROVEN_READ,
          analyze && inner.acts(),
          false,
          // what EXPLAIN ANALYZE changes is not in its answer
          inner.effect().isRead() || !analyze,
          inner.bindable(),
          inner.fromTable(),
          Risk.LOW);
    }

    private Statement other(String verb) {
      var drops = verb.equals("DROP") && second("DATABASE", "SCHEMA", "TABLE", "OWNED");
      return new Statement(
          verb,
          Effect.WRITE,
          false,
          alone(verb),
          true,
          false,
          false,
          drops || verb.equals("TRUNCATE") ? Risk.MEDIUM : Risk.LOW);
    }

    private static Statement simple(String verb, Effect effect, boolean bindable) {
      return new Statement(verb, effect, false, false, true, bindable, false, Risk.LOW);
    }

    /// What the server refuses inside a transaction block.
    private boolean alone(String verb) {
      return switch (verb) {
        case "VACUUM" -> true;
        case "REINDEX" -> has("DATABASE", "SYSTEM", "SCHEMA", "CONCURRENTLY");
        case "CREATE" -> second("DATABASE", "TABLESPACE", "SUBSCRIPTION") || has("CONCURRENTLY");
        case "DROP" -> second("DATABASE", "TABLESPACE", "SUBSCRIPTION") || has("CONCURRENTLY");
        case "ALTER" ->
            second("SYSTEM", "SUBSCRIPTION")
                || (second("DATABASE") && has("TABLESPACE"))
                || (second("TABLE") && has("CONCURRENTLY"));
        case "COMMIT", "ROLLBACK" -> second("PREPARED");
        default -> false;
      };
    }

    private boolean second(String... words) {
      return tokens.size() > 1 && tokens.get(1).is(words);
    }

    /// Whether one of `words` stands there, and not as a column of something (`t.update`).
    private boolean has(String... words) {
      for (var i = 0; i < tokens.size(); i++) {
        if (tokens.get(i).is(words) && (i == 0 || !tokens.get(i - 1).is("."))) {
          return true;
        }
      }
      return false;
    }

    /// `FOR UPDATE`, `FOR NO KEY UPDATE`, `FOR SHARE`, `FOR KEY SHARE`.
    private boolean locks() {
      for (var i = 1; i < tokens.size(); i++) {
        if (tokens.get(i - 1).is("FOR") && tokens.get(i).is("UPDATE", "SHARE", "NO", "KEY")) {
          return true;
        }
      }
      return false;
    }

    /// Whether a function that acts is called, however its name is written.
    private boolean acts(Set<String> except) {
      for (var i = 1; i < tokens.size(); i++) {
        var name = tokens.get(i - 1);
        if (name.isDisguised()
            || (tokens.get(i).is("(")
                && ActingFunctions.contains(name.name())
                && !except.contains(name.name()))) {
          return true;
        }
      }
      return !tokens.isEmpty() && tokens.getLast().isDisguised();
    }
  }
}
