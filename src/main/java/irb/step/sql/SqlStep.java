package irb.step.sql;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.text;

import irb.schema.Schema;
import irb.source.Findings;
import irb.source.Node;
import irb.step.StepType;
import java.util.Optional;

/// The `sql` step type: one statement on a PostgreSQL server.
public final class SqlStep implements StepType {
  @Override
  public String key() {
    return "sql";
  }

  @Override
  public String help() {
    return "run one PostgreSQL statement; a read runs READ ONLY and is always rolled back";
  }

  @Override
  public String example() {
    return """
    - id: by_state
      diagnose: Connections by state
      sql:
        target: db
        query: >
          SELECT coalesce(state, 'none') AS state, count(*) AS n
          FROM pg_stat_activity
          WHERE backend_type = 'client backend' GROUP BY 1
    """;
  }

  @Override
  public Schema schema() {
    return fields(
        "sql action",
        field("target", text(), "a postgres target of the playbook; needed when there are several"),
        needed(
            "query",
            text().like("SELECT count(*) AS n FROM pg_stat_activity"),
            "one SQL statement; ${{ … }} becomes a bind, never text"));
  }

  @Override
  public Optional<SqlAction> read(Node node, Findings findings) {
    return SqlAction.read(node, findings);
  }
}
