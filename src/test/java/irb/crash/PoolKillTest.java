package irb.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import irb.acceptance.Child;
import irb.acceptance.Irb;
import irb.acceptance.Pool;
import irb.acceptance.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// `kill -9` at any moment of the main job, and `irb resume --yes`.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
class PoolKillTest {
  /// About as many records as its log has in the end.
  private static final int RECORDS = 18;

  @TempDir Path folder;
  private final Servers.All servers;
  private HttpServer api;

  PoolKillTest(Servers.All servers) {
    this.servers = servers;
  }

  @BeforeEach
  void start() throws Exception {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    api.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = "{\"status\": \"healthy\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    api.start();
  }

  @AfterEach
  void stop() {
    api.stop(0);
  }

  @Test
  void twoMoments() throws Exception {
    moments(2, 20261121L);
  }

  @Tag("proof")
  @Test
  void fiftyMoments() throws Exception {
    moments(50, new Random().nextLong());
  }

  private void moments(int many, long seed) throws Exception {
    var random = new Random(seed);
    var ends = new TreeMap<String, Integer>();
    for (var i = 0; i < many; i++) {
      var moment = new Moment(random.nextInt(RECORDS), random.nextInt(120));
      try (var pool = new Pool(servers.first())) {
        var end = killedAt(moment, pool, Files.createDirectory(folder.resolve("t" + i)));
        ends.merge(end, 1, Integer::sum);
      }
    }
    System.out.println("crash: pool killed " + many + " times, seed " + seed + ": " + ends);
  }

  /// So many milliseconds after its log has so many records: whatever the machine is busy with, all
  /// of a run is hit.
  private record Moment(int records, int millis) {}

  private String killedAt(Moment moment, Pool pool, Path place) throws Exception {
    var shipped = Path.of("runbooks/ai-secretary");
    var irb =
        new Irb(place)
            .with("API_BASE_URL", "http://127.0.0.1:" + api.getAddress().getPort())
            .with("DATABASE_URL", servers.first().url());
    // the hold is the shipped runbook's longest part, and nothing happens in it
    irb.book(Files.readString(shipped.resolve("playbook.yaml")))
        .runbook(
            "db-pool-exhaustion",
            Files.readString(shipped.resolve("db-pool-exhaustion.yaml"))
                .replace("holds_for: 5s", "holds_for: 100ms")
                .replace("every: 2s", "every: 100ms"));
    int exit;
    try (var child =
        Child.start(irb, "run", "db-pool-exhaustion", "--yes", "-p", "idle_longer_than=1s")) {
      var killer = Thread.ofVirtual().start(() -> killAt(moment, child, irb.here()));
      exit = child.await().exit();
      killer.join();
    }
    assertThat(exit).isIn(0, 137);
    return end(irb, pool, exit, moment);
  }

  private static void killAt(Moment moment, Child child, Path place) {
    while (child.isAlive() && records(place) < moment.records()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(moment.millis()));
    child.kill();
  }

  private static long records(Path place) {
    try {
      return Ledger.in(place.resolve("state")).map(l -> l.records().size()).orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How it went: `not begun`, or what the resumed run came to.
  private String end(Irb irb, Pool pool, int exit, Moment moment) throws Exception {
    var before = Ledger.in(irb.here().resolve("state"));
    var ran = irb.run("resume", "--yes");
    assertThat(pool.othersAlive()).as("%s", moment).isTrue();
    if (exit == 0 || before.isEmpty() || !before.get().hasRun()) {
      ran.exits(0).says("There is no unfinished run.");
      return exit == 0 ? "ended before" : "not begun";
    }
    assertThat(ran.exit()).as("%s%n%s", moment, ran.all()).isIn(0, 4, 7);
    irb.logVerifies();
    var after = Ledger.in(irb.here().resolve("state")).orElseThrow();
    assertThat(after.started("free_idle")).isLessThanOrEqualTo(1);
    if (ran.exit() == 0) {
      pool.awaitOldGone();
      return ran.all().contains("RESOLVED") || ran.all().contains("There is no unfinished run.")
          ? "resolved" + (ran.all().contains("settles it") ? " after doubt" : "")
          : "no action";
    }
    ran.says("may or may not have");
    return "in doubt";
  }
}
