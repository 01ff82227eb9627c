package irb.ssh;

import irb.drill.SshServer;
import irb.step.Inherited;
import irb.step.Target;
import irb.step.Target.SshUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/// Real SSH servers on loopback ports, and somebody with a key and a list of known hosts.
public final class Site implements AutoCloseable {
  private static final KeyPair LOGIN = SshServer.key();

  private final Path home;
  private final Path remote;
  private final List<SshServer> servers = new ArrayList<>();
  private final Map<String, Object> env = Map.of();

  public Site(Path folder) throws IOException {
    this.home = Files.createDirectories(folder.resolve("home"));
    this.remote = Files.createDirectories(folder.resolve("remote"));
    Files.createDirectories(home.resolve(".ssh"));
    write(LOGIN, home.resolve(".ssh/id_ed25519"));
  }

  static void write(KeyPair key, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
  }

  static KeyPair login() {
    return LOGIN;
  }

  /// The folder in which every server runs its commands.
  public Path remote() {
    return remote;
  }

  public Path home() {
    return home;
  }

  /// A running server that shows `keys`.
  public SshServer server(KeyPair... keys) throws IOException {
    var server =
        new SshServer(
            List.of(keys),
            LOGIN.getPublic(),
            Map.of("PATH", Inherited.PATH, "HOME", remote.toString()),
            remote);
    server.start();
    servers.add(server);
    return server;
  }

  /// A running server that lets nobody in who is known here.
  public SshServer stranger(KeyPair key) throws IOException {
    var server = new SshServer(List.of(key), SshServer.key().getPublic(), Map.of(), remote);
    server.start();
    servers.add(server);
    return server;
  }

  /// A running server whose key is known.
  public SshServer known() throws IOException {
    var key = SshServer.key();
    var server = server(key);
    know("[127.0.0.1]:" + server.port(), key);
    return server;
  }

  /// Adds a line to the known hosts.
  public void know(String hosts, KeyPair key) throws IOException {
    know(hosts + " " + PublicKeyEntry.toString(key.getPublic()));
  }

  void know(String line) throws IOException {
    Files.writeString(
        home.resolve(".ssh/known_hosts"),
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  static long count(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.count();
    }
  }

  public static String address(SshServer server) {
    return "127.0.0.1:" + server.port();
  }

  public Target.Ssh target(String... hosts) {
    return target(List.of(hosts), List.of(), Optional.empty());
  }

  public Target.Ssh target(List<String> hosts, List<String> jump, Optional<String> fingerprint) {
    return new Target.Ssh(
        "web",
        hosts,
        Optional.of("irb"),
        OptionalInt.empty(),
        Optional.empty(),
        jump,
        Optional.empty(),
        fingerprint,
        env,
        user());
  }

  public SshUser user() {
    return new SshUser("irb", home, Map.of("PATH", Inherited.PATH), false);
  }

  @Override
  public void close() {
    servers.forEach(SshServer::close);
  }
}
