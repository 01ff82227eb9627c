package irb.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.jspecify.annotations.Nullable;

/// A real SSH server on a free port of this machine; what it is asked to run, `sh` runs in one
/// folder, with nothing but the environment it was given.
public final class SshServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final List<KeyPair> hostKeys;
  private final PublicKey authorised;
  private final Map<String, String> environment;
  private final Path folder;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final Map<Process, Boolean> running = new ConcurrentHashMap<>();
  private org.apache.sshd.server.@Nullable SshServer server;
  private int port;

  /// Whoever has the key `authorised` may log in, under any name.
  public SshServer(
      List<KeyPair> hostKeys, PublicKey authorised, Map<String, String> environment, Path folder) {
    this.hostKeys = List.copyOf(hostKeys);
    this.authorised = authorised;
    this.environment = Map.copyOf(environment);
    this.folder = folder;
  }

  /// A key of `type`, e.g. `ssh-ed25519` of 256 bits.
  public static KeyPair key(String type, int bits) {
    try {
      return KeyUtils.generateKeyPair(type, bits);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// An Ed25519 key.
  public static KeyPair key() {
    return key(KeyPairProvider.SSH_ED25519, 256);
  }

  /// Starts it, again on the same port when it ran before.
  public void start() throws IOException {
    var made = org.apache.sshd.server.SshServer.setUpDefaultServer();
    made.setHost(HOST);
    made.setPort(port);
    made.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
    made.setUserAuthFactories(List.of(new UserAuthPublicKeyFactory()));
    made.setPublickeyAuthenticator((_, key, _) -> KeyUtils.compareKeys(key, authorised));
    made.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    made.setCommandFactory((_, line) -> {
      received.add(line);
      return new SshCommand(line, environment, folder, running);
    });
    made.start();
    server = made;
    port = made.getPort();
  }

  /// Stops it as if its machine were switched off.
  public void stop() {
    var last = server;
    server = null;
    try {
      if (last != null) {
        last.stop(true);
      }
    } catch (IOException _) {
      // what it held is gone with it
    }
    for (var process : running.keySet()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    running.clear();
  }

  public int port() {
    return port;
  }

  /// Every command line it was asked to run.
  public List<String> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    stop();
  }
}
