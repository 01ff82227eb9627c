package irb.step.tls;

import static irb.step.tls.Certificates.AUTHORITY;
import static irb.step.tls.Certificates.NOW;
import static irb.step.tls.Certificates.server;
import static irb.step.tls.Certificates.valid;
import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Evidence;
import irb.step.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said about the certificate that a server presents; a bad one is a result.
class VerdictTest {
  @TempDir Path folder;

  @Test
  void aGoodCertificateIsVerified() throws Exception {
    var result = look(server(-10, 40, "localhost", "127.0.0.1").serialNumber(0xbeef).build());

    assertThat(result)
        .containsEntry("verified", true)
        .containsEntry("problem", "")
        .containsEntry("days_left", 40L)
        .containsEntry("not_after", end(40))
        .containsEntry("subject", "CN=api")
        .containsEntry("issuer", "CN=Drill CA")
        .containsEntry("serial", "beef")
        .containsEntry("names", List.of("localhost", "127.0.0.1"))
        .containsEntry("protocol", "TLSv1.3");
  }

  @Test
  void anAddressIsANameToo() throws Exception {
    try (var peer = Peer.presenting(server(-1, 40, "127.0.0.1").build())) {
      var result = Looks.run(yaml("127.0.0.1", peer)).fields();

      assertThat(result).containsEntry("problem", "");
    }
  }

  @Test
  void anExpiredCertificateIsAResult() throws Exception {
    var result = look(server(-10, -3, "localhost").build());

    assertThat(result)
        .containsEntry("verified", false)
        .containsEntry("problem", "expired 2 days ago")
        .containsEntry("days_left", -3L);
  }

  @Test
  void theLastHoursAreToldAsSuch() throws Exception {
    var result = look(server(-10, 0, "localhost").build());

    assertThat(result).containsEntry("verified", true).containsEntry("days_left", 0L);
  }

  @Test
  void aCertificateOfTheFutureIsNotYetValid() throws Exception {
    var result = look(server(2, 40, "localhost").build());

    assertThat(result)
        .containsEntry("verified", false)
        .containsEntry("problem", "not yet valid, but in 2 days");
  }

  @Test
  void aCertificateForAnotherHostIsNotVerified() throws Exception {
    var result = look(server(-1, 40, "shop.example", "www.shop.example").build());

    assertThat(result)
        .containsEntry("verified", false)
        .containsEntry(
            "problem",
            "host name does not match: certificate is for shop.example, www.shop.example");
  }

  @Test
  void aCertificateWithoutNamesIsForItsSubject() throws Exception {
    var result = look(server(-1, 40).build());

    assertThat(result)
        .containsEntry("problem", "host name does not match: certificate is for CN=api")
        .containsEntry("names", List.of());
  }

  @Test
  void aSelfSignedCertificateSaysSo() throws Exception {
    var result = look(valid(-1, 40).addSubjectAlternativeName("localhost").build());

    assertThat(result).containsEntry("verified", false).containsEntry("problem", "self-signed");
  }

  @Test
  void anAuthorityThatNobodyTrustsIsUnknown() throws Exception {
    var other = Certificates.authority("Other CA").build();
    var result = look(server(-1, 40, "localhost").signedBy(other).build());

    assertThat(result)
        .containsEntry("verified", false)
        .containsEntry("problem", "unknown authority: CN=Other CA");
  }

  @Test
  void withoutItsFileTheAuthorityIsUnknown() throws Exception {
    try (var peer = Peer.presenting(server(-1, 40, "localhost").build())) {
      var result = Looks.run("{host: localhost, port: " + peer.port() + "}").fields();

      assertThat(result).containsEntry("problem", "unknown authority: CN=Drill CA");
    }
  }

  @Test
  void everythingThatIsWrongIsSaid() throws Exception {
    var other = Certificates.authority("Other CA").build();
    var result = look(server(-10, -2, "shop.example").signedBy(other).build());

    assertThat(result)
        .containsEntry(
            "problem",
            "expired 1 day ago; unknown authority: CN=Other CA; host name does not match:"
                + " certificate is for shop.example");
  }

  @Test
  void anExpiredAuthorityIsNamed() throws Exception {
    var middle =
        valid(-10, -5).commonName("Middle CA").certificateAuthority(0).signedBy(AUTHORITY).build();
    var result = look(server(-1, 40, "localhost").signedBy(middle).build(), middle);

    assertThat(result)
        .containsEntry("verified", false)
        .containsEntry("problem", "its authority CN=Middle CA: expired 4 days ago");
  }

  @Test
  void aChainIsFollowedAndAMissingLinkIsNoticed() throws Exception {
    var middle =
        valid(-10, 400).commonName("Middle CA").certificateAuthority(0).signedBy(AUTHORITY).build();
    var own = server(-1, 40, "localhost").signedBy(middle).build();

    assertThat(look(own, middle)).containsEntry("problem", "");
    assertThat(look(own)).containsEntry("problem", "unknown authority: CN=Middle CA");
  }

  @Test
  void serverNameIsAskedForAndChecked() throws Exception {
    try (var peer = Peer.presenting(server(-1, 40, "shop.example").build())) {
      var yaml = yaml("127.0.0.1", peer).replace("}", ", server_name: shop.example}");

      var result = Looks.run(yaml).fields();

      assertThat(result).containsEntry("problem", "");
      assertThat(peer.names()).containsOnly("shop.example");
    }
  }

  @Test
  void aServerThatWantsACertificateOfOursIsJudgedByItsOwn() throws Exception {
    var certificates = Certificates.presenting(server(-1, 40, "localhost").build());
    try (var peer = new Peer((p, socket) -> p.shakeHands(socket, certificates, true))) {
      assertThat(Looks.run(yaml("localhost", peer)).fields()).containsEntry("verified", true);
    }
  }

  @Test
  void theChainIsKeptAsEvidence() throws Exception {
    var own = server(-1, 40, "localhost").build();
    var kept = new ByteArrayOutputStream();
    var evidence =
        new Evidence() {
          @Override
          public boolean isWanted() {
            return true;
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            kept.write(bytes, from, length);
          }
        };
    try (var peer = Peer.presenting(own, AUTHORITY)) {
      var executor = Looks.executor(yaml("localhost", peer));

      Looks.run(executor, Duration.ofSeconds(20), evidence);

      assertThat(kept.toString(StandardCharsets.UTF_8))
          .isEqualTo(own.certificatePem() + AUTHORITY.certificatePem());
    }
  }

  private Map<String, Object> look(HeldCertificate own, HeldCertificate... chain) throws Exception {
    try (var peer = Peer.presenting(own, chain)) {
      var outcome = Looks.run(yaml("localhost", peer));

      assertThat(outcome).isInstanceOf(Outcome.Ok.class);
      return outcome.fields();
    }
  }

  private String yaml(String host, Peer peer) throws Exception {
    return "{host: " + host + ", port: " + peer.port() + ", ca: '" + Looks.ca(folder) + "'}";
  }

  private static java.time.Instant end(int days) {
    return NOW.plus(Duration.ofDays(days)).plusSeconds(60);
  }
}
