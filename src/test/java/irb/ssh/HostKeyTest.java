package irb.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import irb.drill.SshServer;
import irb.step.Outcome;
import irb.step.Reason;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No command ever reaches a host that does not show the key it is known by.
@Timeout(60)
class HostKeyTest {
  private static final KeyPair ED25519 = SshServer.key();
  private static final KeyPair OTHER = SshServer.key();
  private static final KeyPair RSA = SshServer.key("ssh-rsa", 2048);
  private static final KeyPair ECDSA = SshServer.key("ecdsa-sha2-nistp256", 256);

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void open() throws Exception {
    site = new Site(folder);
  }

  @AfterEach
  void close() {
    site.close();
  }

  /// What is known about a host that shows [#ED25519], and what is said when that is not enough.
  enum Known {
    NOTHING("is not known"),
    ANOTHER("HAS CHANGED"),
    THE_SAME(""),
    THE_SAME_HASHED(""),
    ANOTHER_HASHED("HAS CHANGED"),
    THE_SAME_WITHOUT_PORT(""),
    ANOTHER_WITHOUT_PORT("HAS CHANGED"),
    THE_SAME_AMONG_SEVERAL(""),
    THE_SAME_IN_A_LIST(""),
    THE_SAME_BY_PATTERN(""),
    THE_SAME_BUT_NOT_HERE("is not known"),
    THE_SAME_BUT_REVOKED("REVOKED"),
    THE_SAME_AS_AN_AUTHORITY("is not known"),
    ANOTHER_TYPE("known only by ssh-rsa"),
    A_BROKEN_LINE("is not known"),
    THE_PINNED(""),
    ANOTHER_PINNED("NOT THE PINNED ONE"),
    ANOTHER_PINNED_THAN_WRITTEN("NOT THE PINNED ONE");

    private final String complaint;

    Known(String complaint) {
      this.complaint = complaint;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHostIsWhoItShouldBeOrNothingIsSent(Known known) throws Exception {
    var server = site.server(ED25519);
    var pinned = know(known, server);

    var outcome =
        Runs.run(site.target(List.of(Site.address(server)), List.of(), pinned), "echo", "hello");

    if (known.complaint.isEmpty()) {
      assertThat(outcome).isInstanceOf(Outcome.Ok.class);
      assertThat(server.received()).hasSize(1);
    } else {
      refused(outcome, known.complaint, ED25519);
      assertThat(server.received()).isEmpty();
    }
  }

  private Optional<String> know(Known known, SshServer server) throws Exception {
    var here = "[127.0.0.1]:" + server.port();
    switch (known) {
      case NOTHING -> {}
      case ANOTHER -> site.know(here, OTHER);
      case THE_SAME -> site.know(here, ED25519);
      case THE_SAME_HASHED -> site.know(Hashed.of(here), ED25519);
      case ANOTHER_HASHED -> site.know(Hashed.of(here), OTHER);
      case THE_SAME_WITHOUT_PORT -> site.know("127.0.0.1", ED25519);
      case ANOTHER_WITHOUT_PORT -> site.know("127.0.0.1", OTHER);
      case THE_SAME_AMONG_SEVERAL -> {
        site.know(here, OTHER);
        site.know(here, RSA);
        site.know(here, ED25519);
      }
      case THE_SAME_IN_A_LIST -> site.know("web1.example," + here, ED25519);
      case THE_SAME_BY_PATTERN -> site.know("[127.0.0.*]:*", ED25519);
      case THE_SAME_BUT_NOT_HERE -> site.know("*,!" + here + ",!127.0.0.1", ED25519);
      case THE_SAME_BUT_REVOKED -> {
        site.know(here, ED25519);
        site.know("@revoked *", ED25519);
      }
      case THE_SAME_AS_AN_AUTHORITY -> site.know("@cert-authority " + here, ED25519);
      case ANOTHER_TYPE -> site.know(here, RSA);
      case A_BROKEN_LINE -> site.know(here + " ssh-ed25519 AAAA!");
      case THE_PINNED -> {
        return Optional.of(fingerprint(ED25519));
      }
      case ANOTHER_PINNED -> {
        return Optional.of(fingerprint(OTHER));
      }
      case ANOTHER_PINNED_THAN_WRITTEN -> {
        site.know(here, ED25519);
        return Optional.of(fingerprint(OTHER));
      }
    }
    return Optional.empty();
  }

  @Test
  void aServerWithSeveralKeysIsAskedForTheOneThatIsKnown() throws Exception {
    var server = site.server(ED25519, ECDSA, RSA);
    site.know("[127.0.0.1]:" + server.port(), RSA);

    assertThat(Runs.run(site.target(Site.address(server)), "true")).isInstanceOf(Outcome.Ok.class);
  }

  @Test
  void aServerWithSeveralKeysIsAskedForTheOneThatIsPinned() throws Exception {
    var server = site.server(ED25519, ECDSA, RSA);
    var target =
        site.target(List.of(Site.address(server)), List.of(), Optional.of(fingerprint(RSA)));

    assertThat(Runs.run(target, "true")).isInstanceOf(Outcome.Ok.class);
  }

  @Test
  void anUnknownHostIsShownWithItsFingerprintAndWhatToDo() throws Exception {
    var server = site.server(ED25519);

    var outcome = Runs.run(site.target(Site.address(server)), "true");

    assertThat(outcome.why())
        .contains(fingerprint(ED25519))
        .contains("irb ssh trust " + Site.address(server));
  }

  /// Which of the two keys on the way is right.
  enum Way {
    BOTH,
    JUMP_UNKNOWN,
    JUMP_CHANGED,
    TARGET_UNKNOWN,
    TARGET_CHANGED
  }

  @ParameterizedTest
  @EnumSource
  void aJumpHostIsCheckedAsStrictly(Way way) throws Exception {
    var jump = site.server(ED25519);
    var last = site.server(ECDSA);
    if (way != Way.JUMP_UNKNOWN) {
      site.know("[127.0.0.1]:" + jump.port(), way == Way.JUMP_CHANGED ? OTHER : ED25519);
    }
    if (way != Way.TARGET_UNKNOWN) {
      var wrong = SshServer.key("ecdsa-sha2-nistp256", 256);
      site.know("[127.0.0.1]:" + last.port(), way == Way.TARGET_CHANGED ? wrong : ECDSA);
    }
    var target =
        site.target(
            List.of(Site.address(last)), List.of("hop@" + Site.address(jump)), Optional.empty());

    var outcome = Runs.run(target, "echo", "hello");

    assertThat(jump.received()).isEmpty();
    if (way == Way.BOTH) {
      assertThat(outcome.fields()).containsEntry("out", "hello\n");
      assertThat(last.received()).hasSize(1);
    } else {
      var key = way == Way.JUMP_UNKNOWN || way == Way.JUMP_CHANGED ? ED25519 : ECDSA;
      refused(outcome, way.name().endsWith("CHANGED") ? "HAS CHANGED" : "is not known", key);
      assertThat(last.received()).isEmpty();
    }
  }

  @Test
  void twoJumpHostsLeadFurther() throws Exception {
    var first = site.known();
    var second = site.known();
    var last = site.known();
    var target =
        site.target(
            List.of(Site.address(last)),
            List.of(Site.address(first), Site.address(second)),
            Optional.empty());

    assertThat(Runs.run(target, "echo", "far").fields()).containsEntry("out", "far\n");
  }

  private static void refused(Outcome outcome, String complaint, KeyPair shown) {
    assertThat(outcome).isInstanceOf(Outcome.Fault.class);
    assertThat(((Outcome.Fault) outcome).reason()).isEqualTo(Reason.HOST_KEY);
    assertThat(outcome.why()).contains(complaint).contains(fingerprint(shown));
  }

  private static String fingerprint(KeyPair key) {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
  }
}
