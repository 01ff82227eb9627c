import irb.drill.SshServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** A real SSH server on a loopback port, until its standard input ends; its key and one to log in with go into HOME/.ssh. */
class SshHosts {
  public static void main(String[] args) throws Exception {
    var ssh = Path.of(args[0], ".ssh");
    var host = SshServer.key();
    var login = SshServer.key();
    try (var out = Files.newOutputStream(ssh.resolve("id_ed25519"))) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(login, "bench", null, out);
    }
    var server =
        new SshServer(
            List.of(host), login.getPublic(), Map.of("PATH", "/usr/bin:/bin"), Path.of(args[0]));
    server.start();
    Files.writeString(
        ssh.resolve("known_hosts"),
        "[127.0.0.1]:" + server.port() + " " + PublicKeyEntry.toString(host.getPublic()) + "\n");
    Files.writeString(Path.of(args[0], "port"), Integer.toString(server.port()));
    while (System.in.read() >= 0) {
      // whoever started it closes it
    }
    server.close();
  }
}
