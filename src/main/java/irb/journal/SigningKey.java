package irb.journal;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// The private half of an Ed25519 key, which signs checkpoints. It is never shown or kept.
public final class SigningKey {
  private final PrivateKey key;
  private final CheckingKey other;

  private SigningKey(PrivateKey key, CheckingKey other) {
    this.key = key;
    this.other = other;
  }

  /// Reads a PKCS#8 PEM file, as `openssl genpkey -algorithm ed25519` writes it.
  public static SigningKey read(Path path) throws JournalException {
    var file = KeyFile.read(path);
    file.isPrivate();
    if (!file.kind().equals("PRIVATE KEY")) {
      throw JournalException.refused(path + " " + problem(file.kind()) + ".");
    }
    try {
      var factory = KeyFactory.getInstance("Ed25519");
      if (factory.generatePrivate(new PKCS8EncodedKeySpec(file.der()))
          instanceof EdECPrivateKey key) {
        var signing = new SigningKey(key, new CheckingKey(derived(key)));
        signing.tryOut();
        return signing;
      }
      throw wrong(path);
    } catch (InvalidKeySpecException _) {
      throw wrong(path);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has Ed25519", e);
    }
  }

  private static JournalException wrong(Path path) {
    return JournalException.refused(path + " does not hold an Ed25519 key; " + KeyFile.HOW + ".");
  }

  private static String problem(String kind) {
    return switch (kind) {
      case "PUBLIC KEY" -> "holds a public key, and signing takes the private one";
      case "ENCRYPTED PRIVATE KEY" ->
          "is protected by a passphrase, for which nobody can be asked here; decrypt it for the"
              + " moment with: openssl pkey -in FILE -out OTHER (then chmod 600 OTHER)";
      case "OPENSSH PRIVATE KEY" ->
          "is a key of OpenSSH, which is written in another way; " + KeyFile.HOW;
      case "" -> "holds no PEM key; " + KeyFile.HOW;
      default -> "does not hold an Ed25519 key; " + KeyFile.HOW;
    };
  }

  /// The JDK computes the public half only while it makes a pair, from the random bytes that are
  /// the private half: so it is given those.
  private static PublicKey derived(EdECPrivateKey key) throws GeneralSecurityException {
    var seed = key.getBytes().orElseThrow(() -> new InvalidKeySpecException("no key"));
    var generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
    return generator.generateKeyPair().getPublic();
  }

  private void tryOut() {
    if (!other.verifies(new byte[1], sign(new byte[1]))) {
      throw new IllegalStateException("the public half of the key could not be computed");
    }
  }

  /// The signature of `text`, in Base64.
  String sign(byte[] text) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(text);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs", e);
    }
  }

  /// That of the public half, e.g. `SHA256:9f86…`.
  public String fingerprint() {
    return other.fingerprint();
  }

  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final transient byte[] bytes;

    Seed(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }
}
