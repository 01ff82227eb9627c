package irb.ssh;

import com.jcraft.jsch.Session;
import irb.step.Call;
import irb.step.Reason;
import irb.step.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Opens connections to the hosts of one target, through its jump hosts; each is shared by all
/// steps of a run.
public final class Connections {
  private final Target.Ssh target;

  public Connections(Target.Ssh target) {
    this.target = target;
  }

  /// A connection to `host`, one of the target's hosts as it is written, that is open now. Every
  /// host on the way has shown the key it is known by.
  public Connection open(String host, Call call) throws SshException, InterruptedException {
    var openSsh = call.sessions().session("ssh -G", OpenSsh.class, OpenSsh::new).client();
    return open(new Routes(target, openSsh, call).to(host), call);
  }

  Connection open(List<Hop> route, Call call) throws SshException, InterruptedException {
    var turnstile =
        call.sessions().session("ssh handshakes", Turnstile.class, Turnstile::new).client();
    var connection =
        call.sessions()
            .session(
                "ssh:" + target.name() + ":" + key(route),
                Connection.class,
                () -> new Connection(route, turnstile))
            .client();
    if (connection.open().isEmpty()) {
      var jump = Optional.<Session>empty();
      if (!connection.before().isEmpty()) {
        var last = open(connection.before(), call);
        jump = last.open();
        if (jump.isEmpty()) {
          throw new SshException(
              Reason.LOST, "the connection to " + last.hop().words() + " was lost");
        }
      }
      connection.session(jump, call);
    }
    return connection;
  }

  private static String key(List<Hop> route) {
    return route.stream()
        .map(h -> h.user() + "@" + h.host() + ":" + h.port())
        .collect(Collectors.joining(","));
  }
}
