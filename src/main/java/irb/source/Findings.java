package irb.source;

import irb.source.Finding.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects everything that is wrong, so that one look at a file shows all of it.
public class Findings {
  private final Set<Finding> found = new LinkedHashSet<>();

  public void error(Place place, String message, String fix) {
    add(new Finding(Severity.ERROR, place, message, fix));
  }

  public void error(Place place, String message) {
    error(place, message, "");
  }

  public void warning(Place place, String message, String fix) {
    add(new Finding(Severity.WARNING, place, message, fix));
  }

  public void add(Finding finding) {
    found.add(finding);
  }

  /// Told of each mapping that has been read, with the keys its reader knows; for the test that
  /// holds the schemas to the readers.
  protected void known(Place place, Set<String> keys) {}

  public boolean hasErrors() {
    return found.stream().anyMatch(Finding::isError);
  }

  /// All of them, in the order of their places.
  public List<Finding> all() {
    return found.stream().sorted((a, b) -> a.place().compareTo(b.place())).toList();
  }
}
