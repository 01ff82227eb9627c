package irb.step.sql;

import irb.step.Evidence;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a statement gave back: its rows, of which at most [#CAP] are kept, and how many it changed.
record Rows(List<String> columns, List<Map<String, Object>> rows, long count, long changed) {
  static final int CAP = 10_000;

  Rows {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// Reads them all; `evidence` gets each of them, as CSV.
  static Rows of(PreparedStatement statement, Evidence evidence) throws SQLException {
    try (var result = statement.getResultSet()) {
      return result == null
          ? new Rows(List.of(), List.of(), 0, Math.max(0, statement.getLargeUpdateCount()))
          : read(result, evidence);
    }
  }

  private static Rows read(ResultSet result, Evidence evidence) throws SQLException {
    var about = result.getMetaData();
    var columns = new ArrayList<String>();
    var types = new ArrayList<String>();
    var seen = new HashMap<String, Integer>();
    for (var i = 1; i <= about.getColumnCount(); i++) {
      columns.add(unique(about.getColumnLabel(i), seen));
      types.add(about.getColumnTypeName(i));
    }
    var csv = new CsvText(evidence);
    csv.line(columns);
    var rows = new ArrayList<Map<String, Object>>();
    var count = 0L;
    for (; result.next(); count++) {
      if (evidence.isWanted()) {
        csv.line(texts(result, columns.size()));
      }
      if (count < CAP) {
        var row = new LinkedHashMap<String, Object>();
        for (var i = 0; i < columns.size(); i++) {
          row.put(columns.get(i), ColumnValue.of(types.get(i), result.getString(i + 1)));
        }
        rows.add(Collections.unmodifiableMap(row));
      }
    }
    return new Rows(columns, rows, count, count);
  }

  private static List<@Nullable String> texts(ResultSet result, int columns) throws SQLException {
    var texts = new ArrayList<@Nullable String>();
    for (var i = 1; i <= columns; i++) {
      texts.add(result.getString(i));
    }
    return texts;
  }

  /// A second column of one name gets `_2`.
  private static String unique(String label, Map<String, Integer> seen) {
    var name = label;
    while (seen.containsKey(name)) {
      name = label + "_" + seen.merge(label, 1, Integer::sum);
    }
    seen.put(name, 1);
    return name;
  }

  /// The fields of the result. A statement that only read changed nothing, whatever it returned.
  Map<String, Object> fields(boolean wrote) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("rows", rows);
    if (count == 1) {
      fields.put("row", rows.getFirst());
    }
    fields.put("columns", columns);
    fields.put("count", Math.min(count, CAP));
    fields.put("affected", wrote ? changed : 0L);
    fields.put("truncated", count > CAP);
    return fields;
  }
}
