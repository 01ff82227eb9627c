package irb.ssh;

import irb.step.Call;
import irb.step.Gateway;
import irb.step.Reason;
import irb.step.Target;
import irb.step.Way;
import java.io.IOException;

/// Leads to servers that only an SSH host reaches, over the run's connection to that host.
public final class SshGateway implements Gateway {

  @Override
  public Way way(Target.Ssh via, String host, int port, Call call)
      throws ClosedException, InterruptedException {
    try {
      var connection = new Connections(via).open(via.hosts().getFirst(), call);
      var session =
          connection
              .open()
              .orElseThrow(() ->
                  new SshException(Reason.LOST, "the connection to " + via.name() + " was lost"));
      var forwarding =
          call.sessions()
              .session(
                  "forwarding:" + via.name() + ":" + host + ":" + port,
                  Forwarding.class,
                  () -> new Forwarding(connection.hop().words(), host, port));
      return forwarding.client().over(session);
    } catch (SshException e) {
      throw new ClosedException(e.reason(), e.why());
    } catch (IOException e) {
      throw new ClosedException(
          Reason.UNREACHABLE, "no port of this machine can be opened: " + e.getMessage());
    }
  }
}
