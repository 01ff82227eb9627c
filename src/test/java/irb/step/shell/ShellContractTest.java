package irb.step.shell;

import irb.step.Executor;
import irb.step.ExecutorContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ShellContractTest implements ExecutorContract {
  @TempDir Path dir;

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
    return machine().executor("{script: 'touch begun; sleep 60', effect: read}");
  }

  @Override
  public Executor write() throws Exception {
    return machine().executor("{command: [touch, changed]}");
  }

  @Override
  public Executor slowWrite() throws Exception {
    return machine().executor("{script: 'touch begun; sleep 60'}");
  }

  @Override
  public void awaitBegun() {
    machine().awaitFile("begun");
  }

  @Override
  public boolean changed() {
    return Files.exists(dir.resolve("changed"));
  }

  private Machine machine() {
    return new Machine(dir);
  }
}
