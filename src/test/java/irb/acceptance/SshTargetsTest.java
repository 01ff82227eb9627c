package irb.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a playbook may say of hosts.
class SshTargetsTest {
  private static final String RUNBOOK =
      """
      runbook: up
      title: Up
      steps:
        - id: up
          diagnose: Are they up?
          ssh: {target: web, command: [uptime], effect: read}
          next: escalate
      """;

  @TempDir Path folder;

  @Test
  void hostsMayBeAListOfTheEnvironment() throws IOException {
    irb("{ssh: \"${{ env.HOSTS.split(',') }}\", user: deploy, jump: [edge, inner]}")
        .with("HOSTS", "web1,web2:2222")
        .run("show", "up", "--resolved")
        .exits(0)
        .says("web = deploy@web1, web2:2222")
        .says("on web1, web2:2222 as deploy through edge, inner (2 hosts)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ssh: \"${{ [] }}\"} | its list of hosts is empty, and that never means every host",
        "{ssh: \"${{ env.HOSTS }}\"} | several hosts are a list, as in ${{ env.HOSTS.split(',') }}",
        "{ssh: -oProxyCommand=id} | is no host",
        "{ssh: [web1, web1]} | it names 'web1' twice",
        "{ssh: 'web1:0'} | the port of 'web1:0' is no number",
        "{ssh: web1, port: x} | 'x' is no port",
        "{ssh: web1, jump: 'a,-b'} | is no host",
        "{ssh: web1, fingerprint: 'MD5:00'} | is no fingerprint",
        "{ssh: \"${{ env.NOT_SET }}\"} | the environment variable NOT_SET is not set",
      })
  void saysWhatIsWrongBeforeTheFirstStep(String target, String message) throws IOException {
    irb(target).with("HOSTS", "web1,web2").run("run", "up").exits(5).says(message);
  }

  private Irb irb(String target) throws IOException {
    return new Irb(folder)
        .book("playbook: p\ntitle: P\ntargets:\n  web: " + target + "\n")
        .runbook("up", RUNBOOK);
  }
}
