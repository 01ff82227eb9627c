package irb.ssh;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names as `ssh-keygen -H` writes them.
final class Hashed {
  private Hashed() {}

  static String of(String name) throws Exception {
    var salt = "01234567890123456789".getBytes(StandardCharsets.US_ASCII);
    var mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(salt, "HmacSHA1"));
    var encoder = Base64.getEncoder();
    return "|1|"
        + encoder.encodeToString(salt)
        + "|"
        + encoder.encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
  }
}
