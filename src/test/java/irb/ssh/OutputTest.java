package irb.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Evidence;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {
  private final Output output = new Output(Wrapper.BEGINS, 1 << 10, Evidence.NONE, () -> {});

  @Test
  void whatALoginShellPrintsIsNotTheCommands() {
    write("Welcome!\nYou have mail.irb-begins 47");
    assertThat(output.begun()).isEmpty();
    write("11 group\nhello\n");

    assertThat(output.begun().orElseThrow().group(1)).isEqualTo("4711");
    assertThat(output.capture().text()).isEqualTo("hello\n");
    assertThat(output.noise()).isEqualTo("Welcome!\nYou have mail.");
  }

  @Test
  void aCommandMayPrintTheSameLine() {
    write("irb-begins 1 alone\nirb-begins 2 group\n");

    assertThat(output.capture().text()).isEqualTo("irb-begins 2 group\n");
  }

  @Test
  void noiseWithoutEndTakesNoMemory() {
    for (var i = 0; i < 1000; i++) {
      write("noise ".repeat(30));
    }
    write("irb-begins 1 alone\nhello");

    assertThat(output.noise().length()).isLessThan(70_000);
    assertThat(output.capture().text()).isEqualTo("hello");
  }

  private void write(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    output.write(bytes, 0, bytes.length);
  }
}
