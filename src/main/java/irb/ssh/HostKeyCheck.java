package irb.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import irb.step.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whether a host is the one it should be, and remembers why not. There is no way around
/// it: it takes a key that is written down, or the pinned one, and never learns one.
final class HostKeyCheck implements HostKeyRepository {
  private static final List<String> ALGORITHMS =
      List.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "rsa-sha2-512",
          "rsa-sha2-256");

  private final Hop hop;
  private final KnownHosts known;
  private final Set<String> tried;
  private volatile @Nullable HostKeyBlob shown;
  private volatile @Nullable SshException refusal;

  /// `tried` are the types of keys that the host has shown already, none of them the pinned one.
  HostKeyCheck(Hop hop, KnownHosts known, Set<String> tried) {
    this.hop = hop;
    this.known = known;
    this.tried = Set.copyOf(tried);
  }

  /// The algorithms to ask for: a server has keys of several types, so those it is known by first.
  String algorithms() {
    var types = hop.fingerprint().isPresent() ? Set.<String>of() : known.types(hop.keyNames());
    var sorted = new ArrayList<String>();
    ALGORITHMS.stream().filter(a -> types.contains(type(a))).forEach(sorted::add);
    ALGORITHMS.stream().filter(a -> !types.contains(type(a))).forEach(sorted::add);
    sorted.removeIf(a -> tried.contains(type(a)));
    return String.join(",", sorted);
  }

  private static String type(String algorithm) {
    return algorithm.startsWith("rsa-") ? "ssh-rsa" : algorithm;
  }

  /// The key that the host has shown.
  Optional<HostKeyBlob> shown() {
    return Optional.ofNullable(shown);
  }

  /// Why the key was refused.
  Optional<SshException> refusal() {
    return Optional.ofNullable(refusal);
  }

  @Override
  public int check(String host, byte[] key) {
    HostKeyBlob blob;
    try {
      blob = new HostKeyBlob(key);
    } catch (IllegalArgumentException _) {
      refusal =
          new SshException(Reason.HOST_KEY, hop.words() + " shows no host key that can be read");
      return NOT_INCLUDED;
    }
    shown = blob;
    var why = hop.fingerprint().isPresent() ? pinned(blob) : written(blob);
    refusal = why.map(w -> new SshException(Reason.HOST_KEY, w)).orElse(null);
    return why.isEmpty() ? OK : CHANGED;
  }

  private Optional<String> pinned(HostKeyBlob key) {
    var wanted = hop.fingerprint().orElse("");
    return key.fingerprint().equals(wanted)
        ? Optional.empty()
        : Optional.of(
            "THE HOST KEY IS NOT THE PINNED ONE: "
                + hop.words()
                + " shows "
                + key
                + ", and the target demands "
                + wanted
                + "; somebody may be between you and the host. No command was sent");
  }

  private Optional<String> written(HostKeyBlob key) {
    return switch (known.verdict(hop.keyNames(), key)) {
      case KNOWN -> Optional.empty();
      case REVOKED ->
          Optional.of(
              "THE HOST KEY IS REVOKED: "
                  + hop.words()
                  + " shows "
                  + key
                  + ", which known_hosts marks @revoked. No command was sent");
      case CHANGED ->
          Optional.of(
              "THE HOST KEY HAS CHANGED: "
                  + hop.words()
                  + " shows "
                  + key
                  + ", and another one is known ("
                  + String.join(", ", known.places(hop.keyNames()))
                  + "); somebody may be between you and the host, or it was set up anew. No command"
                  + " was sent. When you know that it was, remove the old key (ssh-keygen -R '"
                  + hop.keyNames().getFirst()
                  + "') and run irb ssh trust "
                  + hop.name());
      case OTHER_TYPE ->
          Optional.of(
              "the host key of "
                  + hop.words()
                  + " is not known: it shows "
                  + key
                  + ", and is known only by "
                  + String.join(", ", known.types(hop.keyNames()))
                  + " ("
                  + String.join(", ", known.places(hop.keyNames()))
                  + "); compare the fingerprint, then run irb ssh trust "
                  + hop.name());
      case UNKNOWN ->
          Optional.of(
              "the host key of "
                  + hop.words()
                  + " is not known: it shows "
                  + key
                  + "; compare the fingerprint, then run irb ssh trust "
                  + hop.name());
    };
  }

  @Override
  public void add(HostKey hostKey, UserInfo user) {
    throw new IllegalStateException("a host key is never learnt during a run");
  }

  @Override
  public void remove(String host, String type) {
    throw new IllegalStateException("a host key is never forgotten during a run");
  }

  @Override
  public void remove(String host, String type, byte[] key) {
    remove(host, type);
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return "known_hosts";
  }

  @Override
  public HostKey[] getHostKey() {
    return new HostKey[0];
  }

  @Override
  public HostKey[] getHostKey(String host, String type) {
    return getHostKey();
  }
}
