package irb.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// A public key as it goes over the wire.
final class HostKeyBlob {
  private static final int LONGEST_TYPE = 64;

  private final byte[] bytes;

  HostKeyBlob(byte[] bytes) {
    this.bytes = bytes.clone();
    var length = bytes.length < 4 ? -1 : ByteBuffer.wrap(bytes).getInt();
    if (length < 1 || length > Math.min(LONGEST_TYPE, bytes.length - 4)) {
      throw new IllegalArgumentException("this is no public key");
    }
  }

  /// E.g. `ssh-ed25519`.
  String type() {
    return new String(bytes, 4, ByteBuffer.wrap(bytes).getInt(), StandardCharsets.US_ASCII);
  }

  /// As OpenSSH prints it, e.g. `SHA256:uNiV…`.
  String fingerprint() {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// As `known_hosts` has it, e.g. `AAAAC3Nz…`.
  String written() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostKeyBlob key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return type() + " " + fingerprint();
  }
}
