package irb.step.tls;

import static irb.step.tls.Certificates.AUTHORITY;
import static irb.step.tls.Certificates.server;
import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Outcome;
import irb.step.Outcome.Fault;
import irb.step.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFileTest {
  private static final HeldCertificate OWN = server(-1, 40, "api.example").build();

  @TempDir Path folder;

  @Test
  void readsPem() throws Exception {
    var outcome = look(file("# comment\n" + OWN.certificatePem()));

    assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    assertThat(outcome.fields())
        .containsEntry("verified", true)
        .containsEntry("problem", "")
        .containsEntry("days_left", 40L)
        .containsEntry("names", List.of("api.example"))
        .doesNotContainKey("protocol");
  }

  @Test
  void readsDer() throws Exception {
    var file = Files.write(folder.resolve("own"), OWN.certificate().getEncoded());

    assertThat(look(file).fields()).containsEntry("problem", "");
  }

  @Test
  void ofSeveralTheFirstCountsAndTheOthersAreItsChain() throws Exception {
    var middle =
        Certificates.valid(-1, 400)
            .commonName("Middle CA")
            .certificateAuthority(0)
            .signedBy(AUTHORITY)
            .build();
    var own = server(-1, 7, "api.example").signedBy(middle).build();

    var whole = look(file(own.certificatePem() + middle.certificatePem()));
    var alone = look(file(own.certificatePem()));

    assertThat(whole.fields()).containsEntry("problem", "").containsEntry("days_left", 7L);
    assertThat(alone.fields()).containsEntry("problem", "unknown authority: CN=Middle CA");
  }

  @Test
  void aKeyBesideTheCertificateIsPassedOver() throws Exception {
    var outcome = look(file(OWN.privateKeyPkcs8Pem() + OWN.certificatePem()));

    assertThat(outcome.fields()).containsEntry("problem", "");
  }

  @Test
  void aKeyAloneIsNoCertificateAndIsNotShown() throws Exception {
    var key = OWN.privateKeyPkcs8Pem();

    var outcome = look(file(key));

    assertThat(outcome).isEqualTo(invalid("holds a private key and no certificate"));
    assertThat(outcome.toString()).doesNotContain(key.lines().skip(1).findFirst().orElseThrow());
  }

  @Test
  void whatIsNoCertificateIsSaidToBeNone() throws Exception {
    assertThat(look(file(""))).isEqualTo(invalid("is empty"));
    assertThat(look(file("hello")))
        .isEqualTo(invalid("holds no certificate, neither as PEM nor as DER"));
    assertThat(look(file("-----BEGIN CERTIFICATE-----")))
        .isEqualTo(invalid("holds no certificate"));
    assertThat(look(file(block("CERTIFICATE REQUEST", "AAAA"))))
        .isEqualTo(invalid("holds no certificate"));
    assertThat(look(file(block("CERTIFICATE", "AAAA"))))
        .isEqualTo(invalid("holds a certificate that cannot be read: certificate 1"));
    assertThat(look(file(OWN.certificatePem() + block("CERTIFICATE", "MIIB"))))
        .isEqualTo(invalid("holds a certificate that cannot be read: certificate 2"));
  }

  @Test
  void aFileThatIsNotThereIsNotFound() throws Exception {
    var missing = folder.resolve("missing.pem");

    assertThat(look(missing)).isEqualTo(new Fault(Reason.NOT_FOUND, "there is no file " + missing));
  }

  @Test
  void aFolderIsNoFile() throws Exception {
    assertThat(look(folder))
        .isEqualTo(new Fault(Reason.INVALID, "the file " + folder + " is no ordinary file"));
  }

  @Test
  void theFileOfAuthoritiesMustBeThereToo() throws Exception {
    var file = file(OWN.certificatePem());
    var outcome = Looks.run("{file: '" + file + "', ca: '" + folder.resolve("none") + "'}");

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.NOT_FOUND);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("own"), text);
  }

  private Outcome look(Path file) throws Exception {
    return Looks.run("{file: '" + file + "', ca: '" + Looks.ca(folder) + "'}");
  }

  private Fault invalid(String why) {
    return new Fault(Reason.INVALID, "the file " + folder.resolve("own") + " " + why);
  }

  private static String block(String label, String body) {
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
