package irb.schema;

import static org.assertj.core.api.Assertions.assertThat;

import irb.runbook.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The files editors read are what the program's model says (`-Dschema.rewrite=true` writes them
/// anew), accept what is right, and refuse of what is wrong what they can see.
class SchemaFilesTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final Path LINT = RESOURCES.resolve("golden").resolve("lint");
  private static final Path SEEN = RESOURCES.resolve("golden").resolve("seen-by-schema.txt");
  private static final String HEAD =
      """
      # Who refuses each case of golden/lint first: whoever reads YAML, the schemas, or irb alone.
      # Written by -Dschema.rewrite=true; a case that moves to irb is one that editors no longer see.
      """;

  @ParameterizedTest
  @EnumSource
  void isWhatTheModelSays(SchemaFile file) throws IOException {
    if (Boolean.getBoolean("schema.rewrite")) {
      Files.createDirectories(file.path().getParent());
      Files.writeString(file.path(), file.text());
    }

    assertThat(Files.readString(file.path())).isEqualTo(file.text());
  }

  @Test
  void lieInAFolderThatIsNoPlaybook() {
    var library = new Library(Path.of("runbooks"));

    assertThat(library.playbooks()).isNotEmpty().noneMatch(p -> p.endsWith("schema"));
  }

  static List<Path> right() throws IOException {
    var right = new ArrayList<Path>();
    for (var folder :
        List.of(Path.of("runbooks"), RESOURCES.resolve("drills"), RESOURCES.resolve("examples"))) {
      try (var files = Files.walk(folder)) {
        files.filter(f -> f.toString().endsWith(".yaml")).sorted().forEach(right::add);
      }
    }
    return right;
  }

  @ParameterizedTest
  @MethodSource("right")
  void acceptsWhatIsRight(Path file) {
    assertThat(Checked.file(file)).isEmpty();
  }

  /// Every golden case stands in the list, with who refuses it first: a reader of YAML, a schema,
  /// or irb alone.
  @Test
  void refusesOfTheGoldenMistakesThoseItSees() throws IOException {
    var lines = new ArrayList<String>();
    try (var cases = Files.list(LINT)) {
      for (var golden : cases.filter(Files::isDirectory).sorted().toList()) {
        lines.add(first(golden) + " " + golden.getFileName());
      }
    }
    var seen = HEAD + String.join("\n", lines) + "\n";

    if (Boolean.getBoolean("schema.rewrite")) {
      Files.writeString(SEEN, seen);
    }

    assertThat(Files.readString(SEEN)).isEqualTo(seen);
  }

  private static String first(Path golden) throws IOException {
    var first = "irb";
    try (var files = Files.list(golden)) {
      for (var file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        if (!Checked.isYaml(file)) {
          return "yaml";
        }
        first = Checked.file(file).isEmpty() ? first : "schema";
      }
    }
    return first;
  }
}
