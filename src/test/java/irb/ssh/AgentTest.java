package irb.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Inherited;
import irb.step.Outcome;
import irb.step.Target;
import irb.step.Target.SshUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AgentTest {
  @TempDir Path folder;

  @Test
  void aKeyOfTheAgentIsEnough() throws Exception {
    if (!Files.isExecutable(Path.of("/usr/bin/ssh-agent"))) {
      System.out.println("ssh-agent is not installed: logging in by it is not tried out");
      return;
    }
    var socket = folder.resolve("agent");
    var agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    try (var site = new Site(folder)) {
      var server = site.known();
      Runs.await(() -> Files.exists(socket));
      var key = site.home().resolve(".ssh/id_ed25519");
      var add = new ProcessBuilder("ssh-add", key.toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.start().waitFor(10, TimeUnit.SECONDS)).isTrue();
      Files.delete(key);

      var outcome =
          Runs.run(
              target(site, Site.address(server), Map.of("SSH_AUTH_SOCK", socket.toString())),
              "true");

      assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    } finally {
      agent.destroy();
      agent.waitFor();
    }
  }

  @Test
  void anAgentThatDoesNotAnswerHoldsNobodyUp() throws Exception {
    try (var site = new Site(folder)) {
      var server = site.known();
      var gone = Map.of("SSH_AUTH_SOCK", folder.resolve("gone").toString());

      assertThat(Runs.run(target(site, Site.address(server), gone), "true"))
          .isInstanceOf(Outcome.Ok.class);
      Files.delete(site.home().resolve(".ssh/id_ed25519"));
      assertThat(Runs.run(target(site, Site.address(server), gone), "true").why())
          .contains("no agent answers at");
    }
  }

  @Test
  void aProtectedKeyIsNamed() throws Exception {
    try (var site = new Site(folder)) {
      var server = site.known();
      var key = site.home().resolve(".ssh/id_ed25519");
      var protection = new OpenSSHKeyEncryptionContext();
      protection.setPassword("correct horse");
      protection.setCipherType("256");
      try (var out = Files.newOutputStream(key)) {
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
            Site.login(), "test", protection, out);
      }

      assertThat(Runs.run(site.target(Site.address(server)), "true").why())
          .contains("is protected by a passphrase")
          .contains("ssh-add " + key);
    }
  }

  private static Target.Ssh target(Site site, String host, Map<String, String> environment) {
    var all = new java.util.HashMap<>(environment);
    all.put("PATH", Inherited.PATH);
    return new Target.Ssh(
        "web",
        List.of(host),
        Optional.of("irb"),
        OptionalInt.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        new SshUser("irb", site.home(), all, false));
  }
}
