package irb.step.shell;

import irb.step.Executor;
import irb.step.ExecutorContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class ShellContractTest implements ExecutorContract {
  @TempDir Path dir;
  private final String seconds = Machine.seconds();

  @Override
  public Executor read() throws Exception {
    return machine().executor("{command: [echo, hello], effect: read}");
  }

  @Override
  public Executor failing() throws Exception {
    return machine().executor("{script: exit 7, effect: read}");
  }

  @Override
  public Executor unreachable() throws Exception {
    return machine().executor("{command: [no-such-program-anywhere], effect: read}");
  }

  @Override
  public Executor slowRead() throws Exception {
    return machine().executor("{script: 'touch begun; sleep " + seconds + "', effect: read}");
  }

  @Override
  public Executor write() throws Exception {
    return machine().executor("{command: [touch, changed]}");
  }

  @Override
  public Executor slowWrite() throws Exception {
    return machine().executor("{script: 'touch begun; sleep " + seconds + "'}");
  }

  @Override
  public void awaitBegun() {
    machine().awaitFile("begun");
  }

  @Override
  public boolean atRest() {
    return !Machine.isRunning(seconds);
  }

  @Override
  public Optional<Executor> refused() {
    return Optional.empty();
  }

  @Override
  public Executor oversized() throws Exception {
    return machine().executor("{script: 'head -c 50000000 /dev/zero', effect: read}");
  }

  @Override
  public Executor secretive() throws Exception {
    return machine()
        .executor(
            "{command: [printenv, TOKEN], env: {TOKEN: '${{ token }}'}, effect: read}",
            Map.of("token", SECRET));
  }

  @Override
  public boolean changed() {
    return Files.exists(dir.resolve("changed"));
  }

  private Machine machine() {
    return new Machine(dir);
  }
}
