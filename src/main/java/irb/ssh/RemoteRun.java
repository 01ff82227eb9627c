package irb.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import irb.process.Printed;
import irb.step.Call;
import irb.step.Evidence;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Outcome.InDoubt;
import irb.step.Reason;
import irb.step.Stop.Cause;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One run of one command on one host.
final class RemoteRun {
  private static final Duration OPEN = Duration.ofSeconds(10);
  private static final int HELD_LOOKS = 25;
  private static final int LOST_LOOKS = 25;
  private static final int BEGIN_LOOKS = 50;
  private static final long LOOK_MILLIS = 20;
  private static final int FROM_SIGNALS = 128;

  private final RemoteCommand command;
  private final String host;
  private final Call call;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Output out;
  private final Output err;
  private boolean begun;

  private enum Event {
    CLOSED,
    STOP,
    KILL
  }

  /// `kept` bytes of both ends of its output are kept; `evidence` gets all of it.
  RemoteRun(RemoteCommand command, String host, Call call, Evidence evidence, int kept) {
    this.command = command;
    this.host = host;
    this.call = call;
    this.out = new Output(Wrapper.BEGINS, kept, evidence, () -> events.add(Event.CLOSED));
    this.err =
        new Output(
            Pattern.compile(Wrapper.ERR_BEGINS, Pattern.LITERAL), kept, Evidence.NONE, () -> {});
  }

  Outcome outcome(Connections connections) throws InterruptedException {
    try (var _ = call.stop().onStop(this::stop)) {
      if (call.stop().asked().isPresent()) {
        return call.cutShort(false, "", Map.of());
      }
      var connection = connections.open(host, call);
      while (!connection.places().tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (call.stop().asked().isPresent()) {
          return call.cutShort(false, "", Map.of());
        }
      }
      try {
        return run(connection.open().orElseThrow(() -> lost("the connection was lost")));
      } finally {
        connection.places().release();
      }
    } catch (SshException e) {
      return call.stop().asked().isPresent() ? call.cutShort(false, "", Map.of()) : e.fault();
    }
  }

  private void stop(Cause cause) {
    events.add(cause == Cause.KILL ? Event.KILL : Event.STOP);
  }

  private Outcome run(Session session) throws SshException, InterruptedException {
    var channel = opened(session);
    try {
      begun = true;
      var input = channel.input();
      Thread.startVirtualThread(() -> feed(input));
      return await(session, channel.exec());
    } finally {
      channel.exec().disconnect();
    }
  }

  private record Opened(ChannelExec exec, OutputStream input) {}

  /// A channel on which the wrapper is started; it does nothing before it is fed.
  private Opened opened(Session session) throws SshException, InterruptedException {
    var made = new CompletableFuture<Opened>();
    Thread.startVirtualThread(() -> {
      try {
        var exec = (ChannelExec) session.openChannel("exec");
        if (exec == null) {
          throw new JSchException("the session is down");
        }
        exec.setCommand(Wrapper.command().getBytes(StandardCharsets.UTF_8));
        exec.setOutputStream(out);
        exec.setErrStream(err);
        var input = exec.getOutputStream();
        exec.connect(Math.toIntExact(OPEN.toMillis()));
        if (!made.complete(new Opened(exec, input))) {
          exec.disconnect();
        }
      } catch (JSchException | IOException | RuntimeException e) {
        made.completeExceptionally(e);
      }
    });
    try (var _ = call.stop().onStop(_ -> made.completeExceptionally(new IOException("stopped")))) {
      return made.get(OPEN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      made.completeExceptionally(e);
      throw lost("it opens no channel for a command");
    } catch (ExecutionException e) {
      throw lost("no command can be started: " + e.getCause());
    } finally {
      made.completeExceptionally(new IOException("interrupted"));
    }
  }

  private SshException lost(String why) {
    return new SshException(Reason.LOST, host + ": " + why);
  }

  private void feed(OutputStream input) {
    try (input) {
      input.write(Wrapper.script(command));
      if (command.stdin().isPresent()) {
        input.write(RemoteCommand.revealed(command.stdin().get()).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException _) {
      // it ended, or closed its input, without reading all
    }
  }

  private Outcome await(Session session, ChannelExec channel) throws InterruptedException {
    var held = 0;
    while (!channel.isClosed()) {
      var event =
          begunToEnd(channel)
              ? events.poll(1 + held, TimeUnit.MILLISECONDS)
              : events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (event == Event.STOP || event == Event.KILL) {
        return stopped(session, channel, event == Event.KILL);
      }
      // somebody in the background may hold the streams of a command that has ended
      if (channel.getExitStatus() >= 0 && ++held > HELD_LOOKS) {
        break;
      }
    }
    return ended(session, channel);
  }

  private static boolean begunToEnd(ChannelExec channel) {
    return channel.isEOF() || channel.getExitStatus() >= 0;
  }

  private Outcome ended(Session session, ChannelExec channel) throws InterruptedException {
    var exit = channel.getExitStatus();
    var signal = Optional.ofNullable(channel.getExitSignal()).filter(s -> !s.isEmpty());
    if (exit < 0 && signal.isEmpty() && isLost(session)) {
      return broken("the connection to " + host + " was lost");
    }
    if (out.begun().isEmpty()) {
      return notBegun(exit);
    }
    if (exit < 0) {
      return bySignal(signal);
    }
    var printed = new Printed(out.capture(), err.capture());
    var fields = fields();
    fields.put("exit", (long) exit);
    if (exit == 0) {
      return new Outcome.Ok(fields);
    }
    var error = printed.lastError();
    var missing = Wrapper.missing(exit, error);
    if (missing.isPresent()) {
      return new Fault(
          Reason.NOT_FOUND, "there is no program '" + missing.get() + "' on " + host, fields);
    }
    if (exit == 126 && error.endsWith("Argument list too long")) {
      return new Fault(Reason.LIMIT, "the command is longer than " + host + " allows", fields);
    }
    return new Failed(Reason.EXIT, words(exit) + (error.isEmpty() ? "" : ": " + error), fields);
  }

  /// The shell that waited for the command was ended from outside.
  private Outcome bySignal(Optional<String> signal) {
    var why =
        signal.isPresent()
            ? "ended by signal " + signal.get()
            : "it ended without saying how, most likely by a signal";
    return call.mode() == Call.Mode.WRITE
        ? new InDoubt(Reason.EXIT, why + "; it may or may not have taken effect", fields())
        : new Failed(Reason.EXIT, why, fields());
  }

  /// The login shell let nothing run: an account without one, a forced command.
  private Outcome notBegun(int exit) {
    var said = (err.noise() + "\n" + out.noise()).lines().filter(l -> !l.isBlank()).toList();
    var last = said.isEmpty() ? "" : irb.expr.Visible.line(said.getFirst().strip());
    if (exit == Wrapper.NO_FOLDER) {
      return new Fault(
          Reason.NOT_FOUND,
          "there is no folder '" + command.dir().orElse("") + "' to run in on " + host);
    }
    return new Fault(
        Reason.REFUSED,
        host
            + " did not start the command"
            + (exit < 0 ? "" : " (exit " + exit + ")")
            + (last.isEmpty() ? "" : ": " + last));
  }

  private Outcome broken(String why) {
    return call.mode() == Call.Mode.WRITE && begun
        ? new InDoubt(Reason.LOST, why + "; it may or may not have taken effect", fields())
        : new Fault(Reason.LOST, why, fields());
  }

  /// A session closes its channels before it says that it is closed itself.
  private static boolean isLost(Session session) throws InterruptedException {
    for (var i = 0; i < LOST_LOOKS && session.isConnected(); i++) {
      Thread.sleep(Duration.ofMillis(LOOK_MILLIS));
    }
    return !session.isConnected();
  }

  private Outcome stopped(Session session, ChannelExec channel, boolean kill)
      throws InterruptedException {
    var process = begun(channel);
    if (process.isEmpty()) {
      channel.disconnect();
      return call.cutShort(begun, "interrupted", fields())
          .noting("; it is not known whether anything still runs on " + host);
    }
    var pid = Long.parseLong(process.get().group(1));
    var ending = new RemoteEnd(session, pid, process.get().group(2).equals("group"));
    var gone = ending.end(kill, () -> killAsked());
    var fields = fields();
    if (channel.getExitStatus() >= 0) {
      fields.put("exit", (long) channel.getExitStatus());
    }
    if (gone) {
      return call.cutShort(true, "interrupted", fields);
    }
    fields.put("still_running", List.of(pid));
    return call.cutShort(true, "interrupted", fields)
        .noting("; it may still be running on " + host + " as pid " + pid);
  }

  /// The line with which the command began; it may be on its way.
  private Optional<Matcher> begun(ChannelExec channel) throws InterruptedException {
    for (var i = 0; i < BEGIN_LOOKS && out.begun().isEmpty() && !channel.isClosed(); i++) {
      Thread.sleep(Duration.ofMillis(LOOK_MILLIS));
    }
    return out.begun();
  }

  private boolean killAsked() {
    return events.removeIf(e -> e == Event.KILL);
  }

  private Map<String, Object> fields() {
    return out.begun().isEmpty()
        ? new HashMap<>()
        : new HashMap<>(new Printed(out.capture(), err.capture()).fields());
  }

  private static String words(int exit) {
    return exit > FROM_SIGNALS && exit <= FROM_SIGNALS + 64
        ? "ended by signal " + (exit - FROM_SIGNALS)
        : "exit " + exit;
  }
}
