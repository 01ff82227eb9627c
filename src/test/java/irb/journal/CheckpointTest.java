package irb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final Head HEAD = new Head(42, "9f86d081884c7d65".repeat(4));
  private static final String TIME = "2026-11-21T03:10:45.120034Z";

  @TempDir Path folder;
  private Keys keys;

  @BeforeEach
  void setUp() throws Exception {
    keys = Keys.in(folder, "key");
  }

  private Checkpoint signed() throws JournalException {
    var author = new Author("ad\u00e4\n\"seq 7", "ops-1", 1);
    return Checkpoint.of(Bench.INCIDENT, HEAD, TIME, author, keys.signing());
  }

  @Test
  void isReadBackAndConfirmed() throws Exception {
    var checkpoint = signed();

    assertThat(Checkpoint.parse(checkpoint.text())).contains(checkpoint);
    assertThat(Checkpoint.parse("\r\n" + checkpoint.text().replace("\n", "\r\n")))
        .contains(checkpoint);
    assertThat(keys.checking().signed(checkpoint)).isTrue();
    assertThat(checkpoint.key()).isEqualTo(keys.checking().fingerprint());
    assertThat(checkpoint.text().lines()).hasSize(9);
  }

  @Test
  void nothingInItCanBeChanged() throws Exception {
    var text = signed().text();
    for (var at = 0; at < text.length(); at++) {
      var c = text.charAt(at);
      var other = text.substring(0, at) + (c == '7' ? '8' : '7') + text.substring(at + 1);
      var parsed = Checkpoint.parse(other);
      assertThat(parsed.isPresent() && keys.checking().signed(parsed.get())).as(other).isFalse();
    }
    for (var line : text.lines().toList()) {
      assertThat(Checkpoint.parse(text.replace(line + "\n", ""))).isEmpty();
      assertThat(Checkpoint.parse(text + line + "\n")).isEmpty();
    }
    assertThat(Checkpoint.parse("")).isEmpty();
    assertThat(Checkpoint.parse("{\"checkpoint\":7}")).isEmpty();
  }

  @Test
  void anotherKeyDoesNotConfirmIt() throws Exception {
    assertThat(Keys.in(folder, "other").checking().signed(signed())).isFalse();
  }

  @Test
  void opensslAgrees() throws Exception {
    if (openssl("version") != 0) {
      System.out.println("CheckpointTest: not proven here, there is no openssl");
      return;
    }
    assertThat(openssl("genpkey", "-algorithm", "ed25519", "-out", "own.pem")).isZero();
    assertThat(openssl("pkey", "-in", "own.pem", "-pubout", "-out", "own.pub")).isZero();
    var own = new Keys(folder.resolve("own.pem"), folder.resolve("own.pub"));
    var checkpoint = Checkpoint.of(Bench.INCIDENT, HEAD, TIME, Bench.author(), own.signing());
    assertThat(own.checking().signed(checkpoint)).isTrue();

    Files.writeString(folder.resolve("text"), checkpoint.signedText());
    Files.write(
        folder.resolve("signature"), java.util.Base64.getDecoder().decode(checkpoint.signature()));
    assertThat(
            openssl(
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                "own.pub",
                "-rawin",
                "-in",
                "text",
                "-sigfile",
                "signature"))
        .isZero();
  }

  @Test
  void saysWhatIsWrongWithAKeyAndHowToMakeOne() throws Exception {
    var ec = KeyPairGenerator.getInstance("EC").generateKeyPair();
    var x25519 = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    refuses(
        Keys.write(file("p256"), "PRIVATE KEY", ec.getPrivate().getEncoded()),
        "not hold an Ed25519 key",
        "openssl genpkey");
    refuses(
        Keys.write(file("x"), "PRIVATE KEY", x25519.getPrivate().getEncoded()),
        "not hold an Ed25519 key");
    refuses(Keys.write(file("ec"), "EC PRIVATE KEY", new byte[9]), "not hold an Ed25519 key");
    refuses(
        Keys.write(file("ssh"), "OPENSSH PRIVATE KEY", new byte[9]),
        "of OpenSSH",
        "openssl genpkey");
    refuses(
        Keys.write(file("enc"), "ENCRYPTED PRIVATE KEY", new byte[9]),
        "passphrase",
        "openssl pkey");
    refuses(Keys.write(file("bad"), "PRIVATE KEY", new byte[9]), "not hold an Ed25519 key");
    refuses(keys.pub(), "a public key");
    refuses(
        Files.setPosixFilePermissions(
            Files.writeString(file("text"), "hello"), PosixFilePermissions.fromString("rw-------")),
        "no PEM key");
    refuses(file("missing"), "There is no key file", "openssl genpkey");
    refuses(
        Files.createDirectory(
            file("folder"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
        "cannot be read");
    assertThatThrownBy(() -> CheckingKey.read(keys.pem()))
        .hasMessageContainingAll("a private key", "-pubout");
    assertThatThrownBy(() -> CheckingKey.read(file("text"))).hasMessageContaining("-pubout");
  }

  @Test
  void refusesAPrivateKeyThatOthersMayRead() throws Exception {
    Files.setPosixFilePermissions(keys.pem(), PosixFilePermissions.fromString("rw-r--r--"));

    refuses(keys.pem(), "Others may read", "chmod 600");
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static void refuses(Path file, String... words) {
    assertThatThrownBy(() -> SigningKey.read(file))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(words);
  }

  private int openssl(String... words) throws InterruptedException {
    var command = new java.util.ArrayList<>(java.util.List.of("openssl"));
    command.addAll(java.util.List.of(words));
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException _) {
      return -1;
    }
  }
}
