package irb.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import irb.expr.Visible;
import irb.step.Call;
import irb.step.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// One attempt to connect to one host: the key exchange with the check of its key, and the login.
final class Handshake {
  static final Duration CONNECT = Duration.ofSeconds(10);
  static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int ALIVE_MILLIS = 15_000;
  private static final int ALIVE_MISSED = 2;

  private final Hop hop;
  private final Wire wire;
  private final HostKeyCheck check;
  private final Keys keys;

  Handshake(Hop hop, Wire wire, HostKeyCheck check) {
    this.hop = hop;
    this.wire = wire;
    this.check = check;
    this.keys = new Keys(hop);
  }

  /// A session that is logged in; gives up when `call` is stopped, however silent the host is.
  Session session(Call call) throws SshException, InterruptedException {
    keys.check();
    var done = new CompletableFuture<Session>();
    var session = prepared();
    var thread =
        Thread.ofVirtual()
            .name("ssh " + hop.name())
            .start(() -> {
              try {
                session.connect(0);
                if (!done.complete(session)) {
                  session.disconnect();
                }
              } catch (JSchException | RuntimeException e) {
                done.completeExceptionally(e);
              } finally {
                wire.leave();
              }
            });
    try (var _ = call.stop().onStop(_ -> giveUp(done, "stopped while connecting"))) {
      await(done);
      return done.get();
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNullElse(e.getCause(), e));
    } finally {
      if (!done.isDone() || done.isCompletedExceptionally()) {
        giveUp(done, "interrupted while connecting");
        thread.interrupt();
      }
    }
  }

  /// Waits for the connection, and then for the handshake.
  private void await(CompletableFuture<Session> done) throws InterruptedException {
    try {
      CompletableFuture.anyOf(wire.taken(), done).get(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
      CompletableFuture.anyOf(wire.open(), done).get();
      done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      giveUp(
          done,
          wire.taken().isDone()
              ? "it took the connection, and did not finish the handshake in "
                  + PATIENCE.toSeconds()
                  + " s"
              : "no answer in " + CONNECT.toSeconds() + " s");
    } catch (ExecutionException _) {
      // whoever asks `done` is told; where only the wire failed, the handshake ends with it
    }
  }

  private void giveUp(CompletableFuture<Session> done, String why) {
    done.completeExceptionally(new SocketTimeoutException(why));
    wire.cut();
  }

  private Session prepared() throws SshException {
    try {
      var session = new JSch().getSession(hop.user(), hop.host(), hop.port());
      session.setHostKeyRepository(check);
      session.setIdentityRepository(keys);
      session.setConfig("StrictHostKeyChecking", "yes");
      session.setConfig("server_host_key", check.algorithms());
      session.setConfig("prefer_known_host_key_types", "no");
      session.setConfig("host_certificate_to_key_fallback", "no");
      session.setConfig("HashKnownHosts", "no");
      session.setConfig("PreferredAuthentications", "publickey");
      session.setConfig("compression.c2s", "none");
      session.setConfig("compression.s2c", "none");
      session.setServerAliveInterval(ALIVE_MILLIS);
      session.setServerAliveCountMax(ALIVE_MISSED);
      session.setThreadFactory(Thread.ofVirtual().name("ssh " + hop.name()).factory());
      session.setProxy(wire);
      return session;
    } catch (JSchException e) {
      throw new SshException(Reason.INVALID, hop.words() + ": " + e.getMessage());
    }
  }

  private SshException failure(Throwable e) {
    var refusal = check.refusal();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var text = text(e);
    if (chain(e).anyMatch(JSchAlgoNegoFailException.class::isInstance)) {
      return new SshException(
          Reason.PROTOCOL, hop.words() + " and irb have no algorithm in common: " + text);
    }
    if (text.startsWith("Auth ") || text.contains("oo many authentication failures")) {
      return new SshException(Reason.AUTH, keys.refusal());
    }
    if (text.contains("version string") || text.contains("invalid protocol")) {
      return new SshException(Reason.PROTOCOL, hop.words() + " does not speak SSH: " + text);
    }
    return new SshException(Reason.UNREACHABLE, unreachable(e, text));
  }

  private String unreachable(Throwable e, String text) {
    if (wire.taken().isDone() && !wire.taken().isCompletedExceptionally()) {
      return "cannot connect to "
          + hop.words()
          + ": "
          + (chain(e).anyMatch(SocketTimeoutException.class::isInstance)
              ? text
              : "it ended the connection during the handshake (" + text + ")");
    }
    return chain(e)
        .map(cause ->
            switch (cause) {
              case UnknownHostException _ -> "unknown host " + hop.words();
              case NoRouteToHostException _ ->
                  "cannot connect to " + hop.words() + ": no route to it";
              case ConnectException _ ->
                  "cannot connect to " + hop.words() + ": " + text(cause).toLowerCase(Locale.ROOT);
              default -> "";
            })
        .filter(words -> !words.isEmpty())
        .findFirst()
        .orElseGet(() -> "cannot connect to " + hop.words() + ": " + text);
  }

  private static Stream<Throwable> chain(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause).limit(20);
  }

  /// What the deepest cause that is an I/O problem says, else what jsch says.
  private static String text(Throwable e) {
    var told =
        chain(e).filter(IOException.class::isInstance).reduce((_, deeper) -> deeper).orElse(e);
    var message = told.getMessage();
    return Visible.line(
        message == null || message.isBlank() ? told.getClass().getSimpleName() : message);
  }
}
