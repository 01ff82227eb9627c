package irb.step.ssh;

import irb.drill.SshServer;
import irb.expr.Allow;
import irb.ssh.Site;
import irb.step.Executor;
import irb.step.ExecutorContract;
import irb.step.Fixtures;
import irb.step.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SshContractTest implements ExecutorContract {
  /// Seconds that no other test sleeps.
  private final String seconds = "61." + (UUID.randomUUID().getMostSignificantBits() >>> 1);

  @TempDir Path folder;
  private Site site;
  private SshServer server;

  @BeforeEach
  void open() throws Exception {
    site = new Site(folder);
    server = site.known();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Override
  public Executor read() throws Exception {
    return executor("{command: [echo, hello], effect: read}");
  }

  @Override
  public Executor failing() throws Exception {
    return executor("{script: exit 7, effect: read}");
  }

  @Override
  public Executor unreachable() throws Exception {
    return executor("{command: [echo], effect: read}", site.target("127.0.0.1:1"), Map.of());
  }

  @Override
  public Executor slowRead() throws Exception {
    return executor("{script: 'touch begun; sleep " + seconds + "', effect: read}");
  }

  @Override
  public Executor write() throws Exception {
    return executor("{command: [touch, changed]}");
  }

  @Override
  public Executor slowWrite() throws Exception {
    return executor("{script: 'touch begun; sleep " + seconds + "'}");
  }

  @Override
  public void awaitBegun() {
    for (var i = 0; i < 1000 && !Files.exists(site.remote().resolve("begun")); i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Override
  public boolean atRest() {
    return ProcessHandle.allProcesses()
        .noneMatch(p -> p.info().commandLine().orElse("").contains(seconds));
  }

  @Override
  public Optional<Executor> refused() throws Exception {
    var key = SshServer.key();
    var stranger = site.stranger(key);
    site.know("[127.0.0.1]:" + stranger.port(), key);
    return Optional.of(
        executor(
            "{command: [printenv, TOKEN], env: {TOKEN: '${{ token }}'}, effect: read}",
            site.target("127.0.0.1:" + stranger.port()),
            Map.of("token", SECRET)));
  }

  @Override
  public Executor oversized() throws Exception {
    return executor("{script: 'head -c 50000000 /dev/zero', effect: read}");
  }

  @Override
  public Executor secretive() throws Exception {
    return executor(
        "{command: [printenv, TOKEN], env: {TOKEN: '${{ token }}'}, effect: read}",
        site.target(Site.address(server)),
        Map.of("token", SECRET));
  }

  @Override
  public boolean changed() {
    return Files.exists(site.remote().resolve("changed"));
  }

  private Executor executor(String yaml) throws Exception {
    return executor(yaml, site.target(Site.address(server)), Map.of());
  }

  static Executor executor(String yaml, Target.Ssh target, Map<String, ?> values, Allow... allowed)
      throws Exception {
    return Fixtures.action(new SshStep(), yaml)
        .executor(Fixtures.rendering(values, allowed), Optional.of(target));
  }
}
