package irb.step.sql;

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
  public Optional<SqlAction> read(Node node, Findings findings) {
    return SqlAction.read(node, findings);
  }
}
