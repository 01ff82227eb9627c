package irb.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.drill.SshServer;
import irb.ssh.HostTrust.Shown;
import irb.ssh.HostTrust.Standing;
import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostTrustTest {
  private static final KeyPair KEY = SshServer.key();

  @TempDir Path folder;
  private Site site;
  private SshServer server;

  @BeforeEach
  void open() throws Exception {
    site = new Site(folder);
    server = site.server(KEY);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void anUnknownHostIsKnownOnceItsKeyIsWritten() throws Exception {
    var shown = look();

    assertThat(shown.standing()).isEqualTo(Standing.UNKNOWN);
    assertThat(shown.type()).isEqualTo("ssh-ed25519");
    assertThat(Runs.run(site.target(Site.address(server)), "true").why())
        .contains(shown.fingerprint());

    HostTrust.write(shown);

    assertThat(look().standing()).isEqualTo(Standing.KNOWN);
    assertThat(Runs.run(site.target(Site.address(server)), "true")).isInstanceOf(Outcome.Ok.class);
  }

  @Test
  void nobodyLogsInAndNothingIsRun() throws Exception {
    look();

    assertThat(server.received()).isEmpty();
  }

  @Test
  void anotherKeyOfTheHostIsNamedWithItsPlace() throws Exception {
    site.know("[127.0.0.1]:" + server.port(), SshServer.key());

    var shown = look();

    assertThat(shown.standing()).isEqualTo(Standing.CHANGED);
    assertThat(shown.places()).containsExactly(site.home().resolve(".ssh/known_hosts") + ":1");
  }

  @Test
  void aRevokedKeyIsNotTrusted() throws Exception {
    site.know("@revoked *", KEY);

    assertThat(look().standing()).isEqualTo(Standing.REVOKED);
  }

  @Test
  void aHostOnTheWayMustBeKnownAlready() throws Exception {
    var jump = site.server(SshServer.key());

    assertThatThrownBy(() -> look(List.of(Site.address(jump))))
        .isInstanceOf(SshException.class)
        .hasMessageContaining("is not known");
    assertThat(look(List.of(Site.address(site.known()))).standing()).isEqualTo(Standing.UNKNOWN);
  }

  @Test
  void nobodyThereIsSaid() {
    server.stop();

    assertThatThrownBy(this::look)
        .isInstanceOf(SshException.class)
        .hasMessageContaining("cannot connect to");
  }

  @Test
  void theLastLineOfTheFileIsEndedFirst() throws Exception {
    var file = site.home().resolve(".ssh/known_hosts");
    Files.writeString(file, "# no end of line");

    HostTrust.write(look());

    assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("# no end of line");
    assertThat(look().standing()).isEqualTo(Standing.KNOWN);
  }

  @Test
  void aNewFileIsItsOwnersAlone() throws Exception {
    var shown = look();
    var home = folder.resolve("new/.ssh");
    var file = home.resolve("known_hosts");

    HostTrust.write(
        new Shown(
            shown.host(),
            shown.type(),
            shown.fingerprint(),
            shown.standing(),
            List.of(),
            shown.name(),
            shown.line(),
            file));

    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(home)).isEqualTo("rwx------");
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private Shown look() throws Exception {
    return look(List.of());
  }

  private Shown look(List<String> jumps) throws Exception {
    var host = Site.address(server);
    try (var sessions = new Sessions()) {
      return new HostTrust(site.target(List.of(host), jumps, Optional.empty()))
          .look(host, Fixtures.call(Mode.READ, sessions));
    }
  }
}
