package irb.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.drill.SshServer;
import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.ForwardedSockets;
import irb.step.Gateway.ClosedException;
import irb.step.Reason;
import irb.step.Sessions;
import irb.step.Target;
import irb.step.Way;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Ports that lead through a real SSH server to a server behind it.
@Isolated // a process that another test starts holds a copy of every socket for a moment
@Timeout(60)
class GatewayTest {
  @TempDir Path folder;
  private final Sessions sessions = new Sessions(new SshGateway());
  private final AtomicInteger served = new AtomicInteger();
  private Site site;
  private SshServer bastion;
  private ServerSocket behind;

  @BeforeEach
  void open() throws Exception {
    site = new Site(folder);
    bastion = site.known();
    behind = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var server = behind;
    Thread.ofVirtual().start(() -> greet(server));
  }

  @AfterEach
  void close() throws Exception {
    sessions.close();
    behind.close();
    site.close();
  }

  private void greet(ServerSocket server) {
    while (!server.isClosed()) {
      try (var client = server.accept()) {
        served.incrementAndGet();
        client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        // the test is over
      }
    }
  }

  @Test
  void leadsToTheServerBehind() throws Exception {
    assertThat(greeting(way())).isEqualTo("hello");
  }

  @Test
  void nobodyElseOnThisMachineCanUseThePort() throws Exception {
    var way = way();

    try (var stranger = new Socket(InetAddress.getLoopbackAddress(), way.port())) {
      stranger.getOutputStream().write("x".repeat(64).getBytes(StandardCharsets.UTF_8));

      assertThat(endOf(stranger)).isTrue();
    }
    assertThat(served).hasValue(0);
  }

  @Test
  void aServerThatIsNotThereCannotBeConnectedTo() throws Exception {
    var way = way();
    behind.close();

    assertThatThrownBy(() -> greeting(way))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("does not reach 127.0.0.1:");
  }

  @Test
  void aHostWithTheWrongKeyOpensNoWay() throws Exception {
    var other = site.server(SshServer.key());
    site.know("[127.0.0.1]:" + other.port(), SshServer.key());

    assertThatThrownBy(() -> way(site.target(Site.address(other))))
        .isInstanceOfSatisfying(
            ClosedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.HOST_KEY));
    assertThat(served).hasValue(0);
  }

  @Test
  void aConnectionThatBrokeIsMadeAnew() throws Exception {
    assertThat(greeting(way())).isEqualTo("hello");
    bastion.stop();
    bastion.start();

    assertThat(greeting(way())).isEqualTo("hello");
  }

  @Test
  void thePortIsClosedWithTheRun() throws Exception {
    var way = way();
    sessions.close();

    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), way.port()).close())
        .isInstanceOf(ConnectException.class);
  }

  private Way way() throws Exception {
    return way(site.target(Site.address(bastion)));
  }

  private Way way(Target.Ssh via) throws Exception {
    return sessions
        .gateway()
        .way(via, "127.0.0.1", behind.getLocalPort(), Fixtures.call(Mode.READ, sessions));
  }

  private static String greeting(Way way) throws IOException {
    try (var socket = new ForwardedSockets(way).createSocket("anywhere", 1)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean endOf(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException _) {
      return true; // reset
    }
  }
}
