package irb.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/// One command line that an SSH server was asked to run, and that `sh` runs. As OpenSSH does it, it
/// is not ended when its channel is closed.
final class SshCommand implements Command {
  private static final Duration HELD_PIPE = Duration.ofSeconds(20);

  private final String line;
  private final Map<String, String> environment;
  private final Path folder;
  private final Map<Process, Boolean> running;
  private @Nullable InputStream in;
  private @Nullable OutputStream out;
  private @Nullable OutputStream err;
  private @Nullable ExitCallback exit;

  SshCommand(
      String line, Map<String, String> environment, Path folder, Map<Process, Boolean> running) {
    this.line = line;
    this.environment = environment;
    this.folder = folder;
    this.running = running;
  }

  @Override
  public void setInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public void setOutputStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void setErrorStream(OutputStream err) {
    this.err = err;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    this.exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment env) throws IOException {
    var builder = new ProcessBuilder("/bin/sh", "-c", line).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = builder.start();
    running.put(process, true);
    var input = Objects.requireNonNull(in);
    // reading a process holds up whatever thread it is done on, and virtual ones are few beneath
    var threads = Thread.ofPlatform().name("command of an SSH server").daemon();
    threads.start(() -> pump(input, process.getOutputStream(), true));
    var outs =
        threads.start(() -> pump(process.getInputStream(), Objects.requireNonNull(out), false));
    var errs =
        threads.start(() -> pump(process.getErrorStream(), Objects.requireNonNull(err), false));
    threads.start(() -> ended(process, outs, errs));
  }

  private void ended(Process process, Thread outs, Thread errs) {
    try {
      var code = process.waitFor();
      if (outs.join(HELD_PIPE)) {
        errs.join(HELD_PIPE);
      }
      Objects.requireNonNull(exit).onExit(code);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      running.remove(process);
    }
  }

  private static void pump(InputStream from, OutputStream to, boolean close) {
    var bytes = new byte[32 << 10];
    try {
      for (var n = from.read(bytes); n >= 0; n = from.read(bytes)) {
        to.write(bytes, 0, n);
        to.flush();
      }
    } catch (IOException _) {
      // one of the two is gone
    }
    if (close) {
      try {
        to.close();
      } catch (IOException _) {
        // the command reads no more
      }
    }
  }

  @Override
  public void destroy(ChannelSession channel) {
    // a command outlives its channel
  }
}
