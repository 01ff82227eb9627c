package irb.ssh;

import com.jcraft.jsch.Session;
import irb.step.Call;
import irb.step.Reason;
import irb.step.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes the key that a host shows, without logging in, and writes it down once somebody vouches
/// for it; every host on the way must be known already.
public final class HostTrust {
  private final Target.Ssh target;

  public HostTrust(Target.Ssh target) {
    this.target = target;
  }

  /// What is known of the key that a host shows.
  public enum Standing {
    KNOWN,
    UNKNOWN,
    /// The host is known by another key of the same type.
    CHANGED,
    /// The host is known by keys of other types only.
    OTHER_TYPE,
    REVOKED
  }

  /// The key that `host` (e.g. `web1 (10.0.0.1:22)`) shows; `line` is what would be written into
  /// `file`, and `places` are where keys of this host stand already.
  public record Shown(
      String host,
      String type,
      String fingerprint,
      Standing standing,
      List<String> places,
      String name,
      String line,
      Path file) {
    public Shown {
      places = List.copyOf(places);
    }
  }

  /// The key that `host` shows now.
  public Shown look(String host, Call call) throws SshException, InterruptedException {
    var openSsh = call.sessions().session("ssh -G", OpenSsh.class, OpenSsh::new).client();
    var route = new Routes(target, openSsh, call).to(host);
    var hop = route.getLast();
    if (hop.knownHosts().isEmpty()) {
      throw new SshException(
          Reason.INVALID, "OpenSSH is configured to keep no known hosts for " + hop.words());
    }
    var known = KnownHosts.read(hop.knownHosts());
    var check = new HostKeyCheck(hop, known, Set.of());
    var key = shown(check, hop, before(route, call), call);
    var name = hop.keyNames().getFirst();
    return new Shown(
        hop.words(),
        key.type(),
        key.fingerprint(),
        Standing.valueOf(known.verdict(hop.keyNames(), key).name()),
        known.places(hop.keyNames()),
        name,
        name + " " + key.type() + " " + key.written(),
        hop.knownHosts().getFirst());
  }

  /// The connection to the last of the jump hosts.
  private Optional<Session> before(List<Hop> route, Call call)
      throws SshException, InterruptedException {
    if (route.size() == 1) {
      return Optional.empty();
    }
    var jump = new Connections(target).open(route.subList(0, route.size() - 1), call);
    return Optional.of(
        jump.open()
            .orElseThrow(
                () -> new SshException(Reason.LOST, "the connection to the jump host was lost")));
  }

  /// The handshake ends at the host's key, or at the login, for which no key is offered.
  private static HostKeyBlob shown(HostKeyCheck check, Hop hop, Optional<Session> jump, Call call)
      throws SshException, InterruptedException {
    Wire wire =
        jump.isPresent()
            ? new Wire.Through(jump.get(), new Turnstile(), Handshake.CONNECT)
            : new Wire.Direct(new Turnstile(), Handshake.CONNECT);
    try {
      new Handshake(hop.withoutKeys(), wire, check).session(call).disconnect();
    } catch (SshException e) {
      if (check.shown().isEmpty()) {
        throw e;
      }
    }
    return check
        .shown()
        .orElseThrow(() -> new SshException(Reason.HOST_KEY, hop.words() + " shows no key"));
  }

  /// Writes the key of `shown` down, so that the host is known by it from now on.
  public static void write(Shown shown) throws IOException {
    var folder = shown.file().toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try (var file =
        FileChannel.open(
            shown.file(),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      file.lock();
      var size = file.size();
      var line = (endsWithin(file, size) ? "\n" : "") + shown.line() + "\n";
      file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), size);
      file.force(true);
    }
  }

  /// Whether the last line lacks its end.
  private static boolean endsWithin(FileChannel file, long size) throws IOException {
    var last = ByteBuffer.allocate(1);
    return size > 0 && file.read(last, size - 1) == 1 && last.get(0) != '\n';
  }
}
