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
  /// A build that runs in the background ignores Ctrl-C, and so would all it starts.
  private static final List<String> INTERRUPTIBLE = interruptible();

  private final Process process;
  private final Path out;
  private final Path err;

  private Child(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  private static List<String> interruptible() {
    var env = List.of("env", "--default-signal=INT");
    try {
      var trial = new ArrayList<>(env);
      trial.add("true");
      return new ProcessBuilder(trial).start().waitFor() == 0 ? env : List.of();
    } catch (IOException _) {
      return List.of();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The command that starts irb; `terminal` says which of fd 0, 1, 2 are terminals.
  static List<String> command(String terminal, List<String> words) {
    return command("irb.Main", terminal, words);
  }

  private static List<String> command(String main, String terminal, List<String> words) {
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
                main));
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
    command.addAll(INTERRUPTIBLE);
    command.addAll(command("000", List.of(words)));
    return started(irb, command);
  }

  /// Starts the class `main`, which stands in for irb's own, where `irb` would run.
  public static Child startAs(String main, Irb irb, List<String> words) throws IOException {
    return started(irb, command(main, "000", words));
  }

  private static Child started(Irb irb, List<String> command) throws IOException {
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

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /// Ends it at once, as `kill -9` does.
  public void kill() {
    process.destroyForcibly();
  }

  /// Sends it a signal, e.g. `HUP`.
  public void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /// Waits until it has printed `sentence` on stderr.
  Child awaitSaid(String sentence) throws Exception {
    for (var poll = 0; !text(err).replaceAll("\\s+", " ").contains(sentence); poll++) {
      if (poll > 1200 || process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it never said '" + sentence + "': " + text(out) + text(err));
      }
    }
    return this;
  }

  /// Waits until `there` is so.
  Child await(java.util.function.BooleanSupplier there) throws Exception {
    for (var poll = 0; !there.getAsBoolean(); poll++) {
      if (poll > 3000 || process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it did not come to that: " + text(out) + text(err));
      }
    }
    return this;
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
    return await(Duration.ofSeconds(60));
  }

  Ran await(Duration patience) throws Exception {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
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
