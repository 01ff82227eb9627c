package irb.step.redis;

import irb.step.Executor;
import irb.step.ExecutorContract;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class RedisContractTest implements ExecutorContract {
  private Server server;

  @BeforeAll
  void start() throws IOException {
    server = new Server();
    server.run("SET", "greeting", "hello");
    server.run("SETRANGE", "large", "20000000", "x");
    server.run("ACL", "SETUSER", "guarded", "on", ">another-password", "~*", "+@all");
    server.run("ACL", "SETUSER", "canary", "on", ">" + SECRET.reveal(), "~*", "+@all");
  }

  @BeforeEach
  void clean() {
    server.run("CLIENT", "UNPAUSE");
    server.run("DEL", "changed");
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  @Override
  public Executor read() throws Exception {
    return at("GET greeting");
  }

  @Override
  public Executor failing() throws Exception {
    return at("LLEN greeting");
  }

  @Override
  public Executor unreachable() throws Exception {
    return Commands.executor(Server.target(1, 0, "", ""), "GET greeting");
  }

  @Override
  public Executor slowRead() throws Exception {
    return at("WAIT 1 60000");
  }

  @Override
  public Executor write() throws Exception {
    return at("SET changed yes");
  }

  @Override
  public Executor slowWrite() throws Exception {
    server.run("CLIENT", "PAUSE", "60000", "WRITE");
    return at("SET changed yes");
  }

  @Override
  public void awaitBegun() {
    server.awaitBlocking();
  }

  @Override
  public boolean atRest() {
    return !server.isBlocking();
  }

  @Override
  public Optional<Executor> refused() throws Exception {
    return Optional.of(
        Commands.executor(
            Server.target(server.port(), 0, "guarded", SECRET.reveal()), "GET greeting"));
  }

  @Override
  public Executor oversized() throws Exception {
    return at("GET large");
  }

  @Override
  public Executor secretive() throws Exception {
    return Commands.executor(
        Server.target(server.port(), 0, "canary", SECRET.reveal()), "GET greeting");
  }

  @Override
  public boolean isSecretPartOfTheAction() {
    return false;
  }

  @Override
  public boolean changed() {
    return Long.valueOf(1).equals(server.run("EXISTS", "changed"));
  }

  private Executor at(String command) throws Exception {
    return Commands.executor(server.target(), command);
  }
}
