package irb.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// Ends a process on another machine, over the connection that started it.
record RemoteEnd(Session session, long pid, boolean group) {
  private static final Duration PATIENCE = Duration.ofMillis(8_500);
  private static final Duration PATIENCE_TO_KILL = Duration.ofSeconds(3);
  private static final int OPEN_MILLIS = 1_500;
  private static final long LOOK_MILLIS = 20;

  /// Whether it is gone: asked to end and killed five seconds later, or at once with `kill`, which
  /// may also be asked for in between.
  boolean end(boolean kill, BooleanSupplier killAsked) throws InterruptedException {
    var asked = said(kill);
    var patience = (kill ? PATIENCE_TO_KILL : PATIENCE).toMillis();
    for (var waited = 0L; waited < patience; waited += LOOK_MILLIS) {
      try {
        return asked.get(LOOK_MILLIS, TimeUnit.MILLISECONDS).isEmpty();
      } catch (TimeoutException _) {
        if (!kill && killAsked.getAsBoolean()) {
          return end(true, killAsked);
        }
      } catch (ExecutionException _) {
        return false;
      }
    }
    asked.cancel(false);
    return false;
  }

  /// What the other side says about it: nothing when it is gone.
  private CompletableFuture<String> said(boolean kill) {
    var said = new CompletableFuture<String>();
    Thread.startVirtualThread(() -> {
      try {
        var channel = (ChannelExec) session.openChannel("exec");
        if (channel == null) {
          throw new JSchException("the session is down");
        }
        try {
          said.complete(run(channel, kill, said));
        } finally {
          channel.disconnect();
        }
      } catch (JSchException | RuntimeException | InterruptedException e) {
        said.completeExceptionally(e);
      }
    });
    return said;
  }

  private String run(ChannelExec channel, boolean kill, CompletableFuture<String> wanted)
      throws JSchException, InterruptedException {
    var out = new ByteArrayOutputStream();
    channel.setCommand(Wrapper.end(pid, group, kill));
    channel.setOutputStream(out);
    channel.connect(OPEN_MILLIS);
    while (!channel.isClosed() && !wanted.isDone()) {
      Thread.sleep(Duration.ofMillis(LOOK_MILLIS));
    }
    if (channel.getExitStatus() != 0) {
      throw new JSchException("nobody said how it ended");
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
