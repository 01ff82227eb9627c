package irb.match;

import static org.assertj.core.api.Assertions.assertThat;

import irb.StepTypes;
import irb.alert.Alert;
import irb.expr.Expressions;
import irb.runbook.Library;
import irb.runbook.Loader;
import irb.runbook.Playbook.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RankingTest {
  private static final Path RESOURCES = Path.of("src/test/resources/match");
  private static final Catalog FIXED = catalog(RESOURCES.resolve("books"));
  private static final Catalog SHIPPED = catalog(Path.of("runbooks"));

  private static Catalog catalog(Path folder) {
    var loader = new Loader(StepTypes.all(), new Expressions(), folder);
    var volumes = new ArrayList<Volume>();
    for (var shelf : new Library(folder).shelves()) {
      var runbook = loader.glance(shelf).orElseThrow();
      var playbook = loader.glancePlaybook(shelf.playbookFile().orElseThrow()).orElseThrow();
      var signs =
          runbook
              .about()
              .severity()
              .flatMap(s -> Optional.ofNullable(playbook.severities().get(s)))
              .map(Severity::signs)
              .orElse(List.of());
      volumes.add(Volume.of(shelf, runbook, signs));
    }
    return new Catalog(volumes);
  }

  static List<String> symptoms() throws IOException {
    return lines("symptoms.txt");
  }

  static List<String> shipped() throws IOException {
    return lines("shipped.txt");
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(RESOURCES.resolve(file)).stream()
        .filter(l -> !l.isBlank() && !l.startsWith("#"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("symptoms")
  void findsTheRunbookOfASymptom(String line) {
    assertComesFirst(FIXED, line);
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void findsTheShippedRunbookOfASymptom(String line) {
    assertComesFirst(SHIPPED, line);
  }

  private static void assertComesFirst(Catalog catalog, String line) {
    var arrow = line.indexOf("->");
    var found = names(catalog.search(Query.of(line.substring(0, arrow).strip())));
    assertThat(found).as(line).startsWith(line.substring(arrow + 2).strip());
  }

  private static List<String> names(Found found) {
    return found.matches().stream().map(m -> m.volume().shelf().qualified()).toList();
  }

  @Test
  void putsEqualLabelsBeforeWords() {
    var alert =
        new Alert(
            Map.of("alertname", "HighLatency", "service", "model"),
            Map.of("summary", "API is slow, p99 latency above 2s, requests time out"),
            false);

    var matches = FIXED.search(Query.of(List.of(alert))).matches();

    assertThat(matches.getFirst().volume().shelf().qualified()).isEqualTo("ml/model-latency");
    assertThat(matches.getFirst().labels()).hasSize(2);
    assertThat(matches.get(1).volume().shelf().qualified()).isEqualTo("shop/api-latency");
    assertThat(matches.get(1).labels()).isEmpty();
  }

  @Test
  void findsWordsOfAnAlertThatNoRunbookNames() {
    var alert =
        new Alert(
            Map.of("alertname", "NodeDiskSpaceLow", "instance", "redis-1:9100"), Map.of(), false);

    assertThat(names(FIXED.search(Query.of(List.of(alert))))).startsWith("shop/disk-full");
  }

  @Test
  void takesTheRunbookThatAnAlertLinksTo() {
    var alert =
        new Alert(
            Map.of("alertname", "X"),
            Map.of("runbook_url", "https://wiki.example.com/runbooks/cache-stampede#first"),
            false);

    assertThat(names(FIXED.search(Query.of(List.of(alert))))).startsWith("shop/cache-stampede");
  }

  @Test
  void saysHowAMisspeltWordWasRead() {
    var found = FIXED.search(Query.of("certficate"));

    assertThat(found.readAs()).containsExactly(Map.entry("certficate", "certificate"));
    assertThat(found.matches().getFirst().reasons().getFirst().words())
        .containsExactly("certficate ~ certificate");
  }

  @Test
  void findsNothingForWhatNoRunbookIsAbout() {
    assertThat(names(FIXED.search(Query.of("zxqwvv jjkkpp")))).isEmpty();
    assertThat(names(FIXED.search(Query.of("is it the")))).isEmpty();
    assertThat(names(new Catalog(List.of()).search(Query.of("database")))).isEmpty();
  }
}
