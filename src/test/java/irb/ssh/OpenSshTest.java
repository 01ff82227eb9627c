package irb.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.Inherited;
import irb.step.Sessions;
import irb.step.Target;
import irb.step.Target.SshUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How a host is reached as OpenSSH is configured; the real `ssh -G` where it is installed.
@Timeout(30)
class OpenSshTest {
  private static final Path REAL = Path.of("/usr/bin/ssh");

  @TempDir Path home;

  @BeforeEach
  void make() throws Exception {
    Files.createDirectory(home.resolve("bin"));
    Files.createDirectory(home.resolve(".ssh"));
  }

  @Test
  void withoutOpenSshThePlaybookAlone() throws Exception {
    var hop = route(target("deploy@web1:2222"), false).getLast();

    assertThat(hop.host()).isEqualTo("web1");
    assertThat(hop.port()).isEqualTo(2222);
    assertThat(hop.user()).isEqualTo("deploy");
    assertThat(hop.identities().getFirst()).isEqualTo(home.resolve(".ssh/id_ed25519"));
    assertThat(hop.knownHosts().getFirst()).isEqualTo(home.resolve(".ssh/known_hosts"));
  }

  @Test
  void itsAnswersAreTakenAndTheTargetBeatsThem() throws Exception {
    program(
        """
        echo hostname 10.0.0.7
        echo user admin
        echo port 2200
        echo hostkeyalias web
        echo identityfile '~/.ssh/work_%r'
        echo identitiesonly yes
        echo userknownhostsfile '~/.ssh/known_work /etc/known'
        echo globalknownhostsfile none
        """);

    var asked = route(target("web1"), true).getLast();
    var told = route(target("deploy@web1:22"), true).getLast();

    assertThat(asked.host()).isEqualTo("10.0.0.7");
    assertThat(asked.port()).isEqualTo(2200);
    assertThat(asked.user()).isEqualTo("admin");
    assertThat(asked.keyNames()).containsExactly("web");
    assertThat(asked.identities()).containsExactly(home.resolve(".ssh/work_admin"));
    assertThat(asked.only()).isTrue();
    assertThat(asked.knownHosts())
        .containsExactly(home.resolve(".ssh/known_work"), Path.of("/etc/known"));
    assertThat(told.port()).isEqualTo(22);
    assertThat(told.user()).isEqualTo("deploy");
  }

  @Test
  void itIsToldWhatTheTargetSaysAndNothingAsAnOption() throws Exception {
    program("echo \"$@\" >>asked; echo hostname x\n");

    route(target("deploy@web1:2222"), true);

    assertThat(Files.readString(home.resolve("asked"))).isEqualTo("-G -p 2222 -l deploy -- web1\n");
  }

  @Test
  void eachHostIsAskedForOnceARun() throws Exception {
    program("echo x >>asked; echo hostname x\n");
    try (var sessions = new Sessions()) {
      var call = Fixtures.call(Mode.READ, sessions);
      var openSsh = new OpenSsh();
      for (var i = 0; i < 3; i++) {
        new Routes(target("web1", true), openSsh, call).to("web1");
      }
    }

    assertThat(Files.readString(home.resolve("asked"))).isEqualTo("x\n");
  }

  @Test
  void jumpsAreFollowed() throws Exception {
    program(
        """
        for host; do :; done
        echo hostname "$host.example"
        case "$host" in
        web1) echo proxyjump 'ops@bastion:2222,inner' ;;
        bastion) echo proxyjump edge ;;
        esac
        """);

    assertThat(route(target("web1"), true))
        .extracting(Hop::host)
        .containsExactly("edge.example", "bastion.example", "inner.example", "web1.example");
  }

  @Test
  void jumpsInACircleEnd() throws Exception {
    program("echo hostname x; echo proxyjump bastion\n");

    assertThatThrownBy(() -> route(target("web1"), true)).hasMessageContaining("in a circle");
  }

  @Test
  void aProxyCommandIsRefusedUnlessTheTargetHasAJumpHost() throws Exception {
    program(
        "for host; do :; done; echo hostname x; [ $host = web1 ] && echo proxycommand 'nc %h %p';"
            + " exit 0\n");

    assertThatThrownBy(() -> route(target("web1"), true)).hasMessageContaining("ProxyCommand");
    assertThat(route(jumping("web1", "bastion"), true)).hasSize(2);
  }

  @Test
  void whatItComplainsOfIsSaid() throws Exception {
    program("echo 'line 3: Bad configuration option: hots' >&2; exit 255\n");

    assertThatThrownBy(() -> route(target("web1"), true))
        .hasMessageContaining("Bad configuration option: hots");
  }

  @Test
  void theRealOneKnowsIncludesAndMatches() throws Exception {
    if (!Files.isExecutable(REAL)) {
      System.out.println("OpenSSH is not installed: its configuration is not tried out");
      return;
    }
    Files.writeString(
        home.resolve("more"), "Host web*\n  HostName 10.1.2.3\n  ProxyJump ops@b:7\n");
    Files.writeString(
        home.resolve("config"),
        "Include "
            + home.resolve("more")
            + "\nMatch originalhost web1\n  User admin\n  Port 2200\n");
    program("exec " + REAL + " -F " + home.resolve("config") + " \"$@\"\n");

    var route = route(target("web1"), true);

    assertThat(route).extracting(Hop::host).containsExactly("b", "10.1.2.3");
    assertThat(route.getFirst().port()).isEqualTo(7);
    assertThat(route.getLast().user()).isEqualTo("admin");
    assertThat(route.getLast().port()).isEqualTo(2200);
  }

  private List<Hop> route(Target.Ssh target, boolean asks) throws Exception {
    try (var sessions = new Sessions()) {
      var host = target.hosts().getFirst();
      return new Routes(
              new Target.Ssh(
                  target.name(),
                  target.hosts(),
                  target.user(),
                  target.port(),
                  target.dir(),
                  target.jump(),
                  target.identity(),
                  target.fingerprint(),
                  target.env(),
                  user(asks)),
              new OpenSsh(),
              Fixtures.call(Mode.READ, sessions))
          .to(host);
    }
  }

  private SshUser user(boolean asks) {
    return new SshUser(
        "me", home, Map.of("PATH", home.resolve("bin") + ":" + Inherited.PATH), asks);
  }

  private Target.Ssh target(String host) {
    return target(host, false);
  }

  private Target.Ssh target(String host, boolean asks) {
    return new Target.Ssh(
        "web",
        List.of(host),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        user(asks));
  }

  private Target.Ssh jumping(String host, String jump) {
    return new Target.Ssh(
        "web",
        List.of(host),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of(jump),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        user(true));
  }

  private void program(String script) throws Exception {
    var file = home.resolve("bin/ssh");
    Files.writeString(file, "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
