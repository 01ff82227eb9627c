package irb.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Expressions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said about a wrong runbook, word for word; `-Dgolden.rewrite=true` writes it anew.
class LintGoldenTest {
  private static final Expressions EXPRESSIONS = new Expressions();

  @TempDir Path folder;

  static List<Path> cases() {
    return Golden.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void says(Path golden) throws IOException {
    Golden.copy(golden, folder);

    var said = Golden.text(Golden.load(folder, EXPRESSIONS));

    var expected = golden.resolve("expected.txt");
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
  }

  @Test
  void refusesAFileOfMoreThanAMebibyte() throws IOException {
    Files.writeString(folder.resolve("runbook.yaml"), "#".repeat(1 << 20) + "\n");
    Files.copy(Golden.LINT.resolve("playbook.yaml"), folder.resolve("playbook.yaml"));

    var said = Golden.text(Golden.load(folder, EXPRESSIONS));

    assertThat(said)
        .isEqualTo(
            """
            runbook.yaml:1:1: error: the file has 1048577 bytes; a runbook or playbook has at most 1048576
              split it, or check that it is the file you mean
            """);
  }
}
