package irb.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import irb.acceptance.Lag;
import irb.drill.SshServer;
import irb.step.Call.Mode;
import irb.step.Outcome;
import irb.step.Stop;
import irb.step.Stop.Cause;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A host that falls silent, at whatever moment, holds a step up no longer than its time.
@Timeout(60)
class HangTest {
  /// Shares of the bytes that a server sends in a whole run: from its first line to its last
  /// answer.
  private static final double[] PHASES = {0.05, 0.3, 0.5, 0.7, 0.8, 0.9, 0.97};

  @TempDir Path folder;

  @Test
  void silenceInAnyPhaseIsGivenUp() throws Exception {
    try (var site = new Site(folder)) {
      var key = SshServer.key();
      var server = site.server(key);
      site.know("127.0.0.1", key);
      long all;
      try (var dam = new Dam(server.port(), Long.MAX_VALUE)) {
        assertThat(Runs.run(site.target("127.0.0.1:" + dam.port()), "true"))
            .isInstanceOf(Outcome.Ok.class);
        all = dam.passed();
      }

      givenUp(site, server, 0);
      givenUp(site, server, "SSH-2.0-x\r\n".length());
      for (var share : PHASES) {
        givenUp(site, server, (long) (all * share));
      }
    }
  }

  private static void givenUp(Site site, SshServer server, long bytes) throws Exception {
    try (var dam = new Dam(server.port(), bytes);
        var lag = new Lag()) {
      var stop = new Stop();
      var outcome =
          Runs.start(
              Runs.executor(site.target("127.0.0.1:" + dam.port()), "true"), Mode.READ, stop);
      Runs.await(() -> dam.passed() > bytes || (bytes == 0 && dam.connected() > 0));
      var from = Instant.now();
      stop.ask(Cause.TIMEOUT);

      assertThat(outcome.get(20, TimeUnit.SECONDS))
          .as("after %s bytes", bytes)
          .isInstanceOf(Outcome.TimedOut.class);
      assertThat(Duration.between(from, Instant.now()))
          .as("after %s bytes", bytes)
          .isLessThan(Duration.ofSeconds(2).plus(lag.total()));
      Runs.await(() -> dam.connected() == 0);
    }
  }

  @Test
  void aSilentHostBehindAJumpHostIsGivenUp() throws Exception {
    try (var site = new Site(folder)) {
      var jump = site.known();
      var server = site.known();
      try (var dam = new Dam(server.port(), 30)) {
        var stop = new Stop();
        var target =
            site.target(
                java.util.List.of("127.0.0.1:" + dam.port()),
                java.util.List.of(Site.address(jump)),
                Optional.empty());
        var outcome = Runs.start(Runs.executor(target, "true"), Mode.READ, stop);
        Runs.await(() -> dam.passed() > 30);
        stop.ask(Cause.ABORT);

        assertThat(outcome.get(2, TimeUnit.SECONDS)).isInstanceOf(Outcome.Aborted.class);
      }
    }
  }
}
