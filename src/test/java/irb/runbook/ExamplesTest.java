package irb.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Expressions;
import irb.runbook.Loader.Loaded;
import irb.step.Blank;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runbooks as their authors write them.
class ExamplesTest {
  private static final Path AIDRIVE = Golden.RESOURCES.resolve("examples").resolve("aidrive");

  @ParameterizedTest
  @ValueSource(strings = {"dashboard-outage", "database-outage"})
  void isSound(String name) {
    var loaded = load(name);

    assertThat(Golden.text(loaded)).isEmpty();
    assertThat(loaded.isSound()).isTrue();
  }

  @Test
  void takesTheTextOfAMessageFromThePlaybook() {
    var tell = (ActionStep) load("dashboard-outage").runbook().orElseThrow().step("tell").get();

    var texts = tell.action().slots().stream().map(s -> s.template().parts().toString()).toList();

    assertThat(texts).singleElement().asString().contains("INCIDENT RESOLVED", "incident.duration");
    assertThat(tell.action().blanks())
        .containsExactly(new Blank("root_cause", Optional.of("Root cause?"), Optional.empty()));
    assertThat(tell.action().isExternal()).isFalse();
  }

  private static Loaded load(String name) {
    return new Loader(Golden.TYPES, new Expressions(), AIDRIVE.toAbsolutePath())
        .load(new Library.Shelf("aidrive", name, AIDRIVE.resolve(name + ".yaml")));
  }
}
