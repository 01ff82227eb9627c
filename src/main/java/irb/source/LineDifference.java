package irb.source;

import java.util.ArrayList;
import java.util.List;

/// What differs between two texts, line by line: `- ` before a line that is gone, `+ ` before a new
/// one, and the number of the first line of each place.
public final class LineDifference {
  private final List<String> before;
  private final List<String> after;

  public LineDifference(String before, String after) {
    this.before = before.lines().toList();
    this.after = after.lines().toList();
  }

  /// The lines of all places that differ.
  public List<String> lines() {
    var common = common();
    var lines = new ArrayList<String>();
    var i = 0;
    var j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        i++;
        j++;
        continue;
      }
      lines.add("line " + (j + 1) + ":");
      while (i < before.size() || j < after.size()) {
        if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
          break;
        }
        if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
          lines.add("- " + before.get(i++));
        } else {
          lines.add("+ " + after.get(j++));
        }
      }
    }
    return lines;
  }

  /// How many lines the texts have in common from line `i` and `j` on, at most.
  private int[][] common() {
    var common = new int[before.size() + 1][after.size() + 1];
    for (var i = before.size() - 1; i >= 0; i--) {
      for (var j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
