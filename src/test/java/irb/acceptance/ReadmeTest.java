package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.drill.Drills;
import irb.runbook.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```");

  @TempDir Path folder;

  @Test
  void theRunbookInTenLinesLints() throws IOException {
    var irb = new Irb(folder);

    irb.book(block("playbook: shop")).runbook("stuck-worker", block("runbook: stuck-worker"));

    irb.run("lint").exits(0);
    irb.run("show", "stuck-worker").exits(0).says("The worker does not answer");
  }

  @Test
  void countsTheRunbooksAndTheirDrills() throws IOException {
    var shelves = new Library(Path.of("runbooks")).shelves();
    var drills = shelves.stream().mapToInt(s -> Drills.of(s).size()).sum();
    var text = Files.readString(Path.of("README.md")).replace('\n', ' ');

    assertThat(text).contains("all " + shelves.size() + " runbooks with " + drills + " drills");
  }

  private static String block(String first) throws IOException {
    return YAML.matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(r -> r.group(1))
        .filter(text -> text.startsWith(first))
        .findFirst()
        .orElseThrow(() -> new AssertionError(List.of(first)));
  }
}
