package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.drill.SshServer;
import irb.ssh.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `irb ssh trust` as it is typed.
class TrustTest {
  private static final KeyPair KEY = SshServer.key();

  @TempDir Path folder;
  private Site site;
  private SshServer server;
  private Irb irb;

  @BeforeEach
  void open() throws IOException {
    site = new Site(folder);
    server = site.server(KEY);
    irb = new Irb(folder).with("HOME", site.home().toString());
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void theRightFingerprintIsWrittenDown() {
    trust(fingerprint()).exits(0).says("ssh-ed25519").says("It is known from now on");
    trust().exits(0).says("It is known by this key already");
  }

  @Test
  void anotherFingerprintIsNot() {
    trust("SHA256:" + "A".repeat(43)).exits(1).says("Nothing was written");

    assertThat(knownHosts()).doesNotExist();
  }

  @Test
  void withoutAPersonNothingIsTrusted() {
    trust().exits(3).says(fingerprint()).says("--fingerprint");

    assertThat(knownHosts()).doesNotExist();
  }

  @Test
  void aChangedKeyIsNeverWritten() throws IOException {
    site.know("[127.0.0.1]:" + server.port(), SshServer.key());
    var before = Files.readString(knownHosts());

    trust(fingerprint()).exits(1).says("THE HOST KEY HAS CHANGED").says("ssh-keygen -R");

    assertThat(knownHosts()).hasContent(before);
  }

  @Test
  void whatIsNoHostIsWrongUsage() {
    irb.run("ssh", "trust", "--", "-oProxyCommand=touch pwned").exits(2);
    irb.run("ssh", "trust", "a b").exits(2).says("is no host");
    irb.run("ssh").exits(2).says("trust HOST");
  }

  @Test
  void aHostThatIsNotThereIsAnError() {
    server.stop();

    trust().exits(5).says("cannot connect to");
  }

  private Ran trust() {
    return irb.run("ssh", "trust", Site.address(server));
  }

  private Ran trust(String fingerprint) {
    return irb.run("ssh", "trust", Site.address(server), "--fingerprint", fingerprint);
  }

  private Path knownHosts() {
    return site.home().resolve(".ssh/known_hosts");
  }

  private static String fingerprint() {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256.create(), KEY.getPublic());
  }
}
