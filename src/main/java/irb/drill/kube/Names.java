package irb.drill.kube;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Names and numbers that a cluster makes up.
final class Names {
  /// What Kubernetes uses: no vowels, so that no word comes of it, and nothing easily confused.
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int NETWORK = 250;

  private final RandomGenerator random;
  private int addresses;

  Names(RandomGenerator random) {
    this.random = random;
  }

  /// The end of a name, e.g. `x7k2p`.
  synchronized String suffix() {
    var suffix = new StringBuilder();
    for (var i = 0; i < 5; i++) {
      suffix.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return suffix.toString();
  }

  synchronized String uid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /// The address of a pod, e.g. `10.244.0.7`.
  synchronized String address() {
    var number = addresses++;
    return "10.244." + number / NETWORK % NETWORK + "." + (2 + number % NETWORK);
  }

  /// A short name for a text, always the same for it.
  static String hash(String text) {
    var number = Integer.toUnsignedLong(text.hashCode());
    var hash = new StringBuilder();
    for (var i = 0; i < 7; i++) {
      hash.append(LETTERS.charAt((int) (number % LETTERS.length())));
      number /= LETTERS.length();
    }
    return hash.toString();
  }
}
