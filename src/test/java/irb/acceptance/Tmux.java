package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A real terminal with a shell in it, in which `./irb` is irb.
final class Tmux implements AutoCloseable {
  private static final long POLLS = 1200;

  private final Irb irb;
  private final Path socket;
  private boolean gone;

  Tmux(Irb irb) throws Exception {
    this.irb = irb;
    this.socket = irb.here().resolve("tmux");
    irb.file("irb", launcher("111"));
    irb.file("irb-piped", launcher("101"));
    for (var name : List.of("irb", "irb-piped")) {
      assertThat(irb.here().resolve(name).toFile().setExecutable(true)).isTrue();
    }
    // the first shell a server starts gets the environment that tmux itself was given
    tmux("-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "100", "PS1='% ' exec sh");
  }

  static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
    } catch (IOException _) {
      System.out.println("acceptance: nothing was tried in a terminal, there is no tmux");
      return false;
    }
  }

  private static String launcher(String terminal) {
    var words = Child.command(terminal, List.of()).stream().map(w -> "'" + w + "'").toList();
    return "#!/bin/sh\necho $$ > pid\nexec " + String.join(" ", words) + " \"$@\"\n";
  }

  /// Types a command, which is over when its exit code is shown.
  Tmux type(String command) throws Exception {
    tmux("send-keys", "stty -a > before; " + command + "; echo EXIT=$?; stty -a > after", "Enter");
    return this;
  }

  /// Sends a signal, e.g. `TERM`, to the irb that was started last.
  Tmux signal(String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + pid()).start().waitFor()).isZero();
    return this;
  }

  /// The process of the irb that was started last.
  long pid() {
    return Long.parseLong(text("pid").strip());
  }

  /// Takes the terminal away, as a lost connection does.
  void hangUp() throws Exception {
    gone = true;
    tmux("kill-server");
  }

  /// Types words and Enter.
  Tmux answer(String words) throws Exception {
    tmux("send-keys", "-l", words);
    return key("Enter");
  }

  Tmux key(String name) throws Exception {
    tmux("send-keys", name);
    return this;
  }

  Tmux await(String text) {
    return await(text, 1);
  }

  /// Waits until `text` was shown `times` times.
  Tmux await(String text, int times) {
    until(() -> screen().split(java.util.regex.Pattern.quote(text), -1).length > times, text);
    return this;
  }

  Tmux awaitFile(String name) {
    until(() -> Files.exists(irb.here().resolve(name)), "file " + name);
    return this;
  }

  private void until(BooleanSupplier shown, String what) {
    for (var poll = 0; !shown.getAsBoolean(); poll++) {
      assertThat(poll).as("%s never came:%n%s", what, screen()).isLessThan((int) POLLS);
      LockSupport.parkNanos(50_000_000);
    }
  }

  /// The command ended with `code`, and left the terminal as it was.
  Tmux exits(int code) throws Exception {
    await("EXIT=" + code + "\n").awaitFile("after");
    until(() -> !text("after").isEmpty(), "stty");
    assertThat(text("after")).isEqualTo(text("before")).contains(" echo ", " icanon ");
    assertThat(screen()).doesNotContain("\tat ", "Exception", "bug in irb");
    irb.logVerifies();
    return this;
  }

  private String text(String name) {
    try {
      return Files.readString(irb.here().resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Everything that was shown, long lines in one.
  String screen() {
    try {
      return tmux("capture-pane", "-p", "-J", "-S", "-1000").replaceAll(" +\n", "\n");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private String tmux(String... words) throws Exception {
    var command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(irb.here().toFile());
    builder.redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(irb.environment());
    builder.environment().put("TERM", "xterm-256color");
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Override
  public void close() {
    try {
      if (!gone) {
        tmux("kill-server");
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
