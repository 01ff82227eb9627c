package irb.cli;

import irb.source.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Findings as `-o json` shows them.
final class FindingsJson {
  private FindingsJson() {}

  static List<Map<String, Object>> of(List<Finding> findings) {
    return findings.stream().map(FindingsJson::of).toList();
  }

  private static Map<String, Object> of(Finding finding) {
    var map = new LinkedHashMap<String, Object>();
    map.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    map.put("file", finding.place().source().name());
    map.put("line", finding.place().line());
    map.put("column", finding.place().column());
    map.put("message", finding.message());
    if (!finding.fix().isEmpty()) {
      map.put("fix", finding.fix());
    }
    return map;
  }
}
