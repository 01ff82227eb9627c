package irb.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;

/// An Ed25519 key as two PEM files, as openssl would write them.
public record Keys(Path pem, Path pub) {
  public static Keys in(Path folder, String name) throws Exception {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var keys = new Keys(folder.resolve(name + ".pem"), folder.resolve(name + ".pub"));
    write(keys.pem(), "PRIVATE KEY", pair.getPrivate().getEncoded());
    write(keys.pub(), "PUBLIC KEY", pair.getPublic().getEncoded());
    return keys;
  }

  static Path write(Path file, String kind, byte[] der) throws Exception {
    var base64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  SigningKey signing() throws JournalException {
    return SigningKey.read(pem);
  }

  CheckingKey checking() throws JournalException {
    return CheckingKey.read(pub);
  }
}
