package irb.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// irb as a process of its own, for what only a process can show: signals, terminals, a disk.
public final class Child implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;

  private Child(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /// The command that starts irb; `terminal` says which of fd 0, 1, 2 are terminals.
  static List<String> command(String terminal, List<String> words) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dirb.home=" + Path.of("").toAbsolutePath(),
                "-Dirb.terminal=" + terminal,
                "irb.Main"));
    command.addAll(words);
    return command;
  }

  /// Starts irb where `irb` would run, without a terminal.
  public static Child start(Irb irb, String... words) throws IOException {
    return start(irb, List.of(), words);
  }

  /// As the last words of the command `before`.
  static Child start(Irb irb, List<String> before, String... words) throws IOException {
    var command = new ArrayList<>(before);
    command.addAll(command("000", List.of(words)));
    var out = irb.here().resolve("child.out");
    var err = irb.here().resolve("child.err");
    var builder =
        new ProcessBuilder(command)
            .directory(irb.here().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(irb.environment());
    return new Child(builder.start(), out, err);
  }

  /// Sends it a signal, e.g. `HUP`.
  public void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /// The most memory it had so far, in KiB; 0 where the system does not tell.
  long peak() {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(l -> l.startsWith("VmHWM:"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException _) {
      return 0;
    }
  }

  /// Waits for its end for as long as `patience`, and says how much memory it had at most.
  long awaitPeak(Duration patience) throws Exception {
    var peak = 0L;
    for (var i = 0; i < patience.toMillis() / 20; i++) {
      peak = Math.max(peak, peak());
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        return peak;
      }
    }
    throw new AssertionError("it did not end; so far: " + text(out) + text(err));
  }

  public Ran await() throws Exception {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it did not end; so far: " + text(out) + text(err));
    }
    return new Ran(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
