package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// The public half of an Ed25519 key, by which whoever has it checks checkpoints.
public final class CheckingKey {
  private final PublicKey key;

  CheckingKey(PublicKey key) {
    this.key = key;
  }

  /// Reads a PEM file, as `openssl pkey -in KEY -pubout` writes it.
  public static CheckingKey read(Path path) throws JournalException {
    var file = KeyFile.read(path);
    var how = "write it with: openssl pkey -in KEY -pubout -out irb-log.pub";
    if (file.kind().endsWith("PRIVATE KEY")) {
      throw JournalException.refused(
          path + " holds a private key, and checking takes the public one; " + how + ".");
    }
    try {
      return new CheckingKey(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(file.der())));
    } catch (InvalidKeySpecException _) {
      throw JournalException.refused(path + " does not hold a public Ed25519 key; " + how + ".");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has Ed25519", e);
    }
  }

  /// Whether this key's other half signed `checkpoint`, as it is.
  public boolean signed(Checkpoint checkpoint) {
    return checkpoint.key().equals(fingerprint())
        && verifies(checkpoint.signedText().getBytes(UTF_8), checkpoint.signature());
  }

  boolean verifies(byte[] text, String base64) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(text);
      var bytes = Base64.getDecoder().decode(base64);
      // there is one way to write it, though the decoder takes others
      return Base64.getEncoder().encodeToString(bytes).equals(base64) && signature.verify(bytes);
    } catch (SignatureException | InvalidKeyException | IllegalArgumentException _) {
      return false; // not even a signature
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has Ed25519", e);
    }
  }

  /// The SHA-256 of the key as X.509 writes it, e.g. `SHA256:9f86…`.
  public String fingerprint() {
    return "SHA256:" + Chain.hex(Chain.sha256().digest(key.getEncoded()));
  }
}
