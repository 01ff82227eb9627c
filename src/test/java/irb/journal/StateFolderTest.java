package irb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
  @TempDir Path folder;

  @Test
  void isWhereTheEnvironmentSays() throws Exception {
    var all = Map.of("IRB_STATE", "/s", "XDG_STATE_HOME", "/x", "HOME", "/h");

    assertThat(StateFolder.of(all).path()).isEqualTo(Path.of("/s"));
    assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "/x", "HOME", "/h")).path())
        .isEqualTo(Path.of("/x/irb"));
    assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "rel", "HOME", "/h")).path())
        .isEqualTo(Path.of("/h/.local/state/irb"));
  }

  @Test
  void isNowhereWithoutAHome() {
    assertThatThrownBy(() -> StateFolder.of(Map.of("TMPDIR", "/tmp")))
        .hasMessageContaining("IRB_STATE");
  }

  @Test
  void listsIncidentsNewestFirst() throws Exception {
    var state = new StateFolder(folder);
    assertThat(state.list()).isEmpty();
    for (var id : new String[] {"20261121-013045-7f3a", "20270101-000000-0000"}) {
      Files.createDirectories(state.incident(id));
      Files.createFile(state.log(id));
    }
    Files.createDirectories(state.incident("20280101-000000-0000"));
    Files.createDirectories(state.incidents().resolve("notes"));

    assertThat(state.list()).containsExactly("20270101-000000-0000", "20261121-013045-7f3a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "", ".", "../../etc", "20261121-013045-7f3a/..", "/etc", "a\nb"})
  void refusesWhatIsNoIncident(String id) {
    assertThatThrownBy(() -> new StateFolder(folder).incident(id))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("20261121-013045-7f3a")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void neverGivesAnIdTwice() throws Exception {
    var state = new StateFolder(folder);
    var first = state.newIncident(Bench.NOON, new Random(7));
    Files.createDirectories(state.incident(first));

    var second = state.newIncident(Bench.NOON, new Random(7));

    assertThat(first).matches("20261121-120000-[0-9a-f]{4}");
    assertThat(second).startsWith("20261121-120000-").isNotEqualTo(first);
  }

  @Test
  void namesTheActor() {
    var environment = Map.of("IRB_ACTOR", "ada", "SUDO_USER", "bob");

    assertThat(Author.of(environment, "root", "h", 1).actor()).isEqualTo("ada");
    assertThat(Author.of(Map.of("SUDO_USER", "bob"), "root", "h", 1).actor()).isEqualTo("bob");
    assertThat(Author.of(Map.of("IRB_ACTOR", " "), "root", "h", 1).actor()).isEqualTo("root");
  }
}
