package irb.drill.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class KubeServerTest {
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("HTTP-Dispatcher"))
        .collect(Collectors.toSet());
  }

  private static Socket call(int port, String path) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    var request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void closesWatchesAndLeavesNoThread() throws Exception {
    var before = threads();
    try (var cluster = Cluster.start(Lab.setup(), InstantSource.system())) {
      var server = KubeServer.start(cluster, 0);
      try (var watch = call(server.port(), "/api/v1/pods?watch=1")) {
        var first = watch.getInputStream().readNBytes(200);

        server.close();

        assertThat(new String(first, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200");
        assertThat(threads()).isSubsetOf(before);
        assertThatThrownBy(() -> call(server.port(), "/api")).isInstanceOf(ConnectException.class);
      }
    }
  }

  @Test
  void startsAgainOnTheSamePortWithWhatTheClusterHolds() throws Exception {
    try (var cluster = Cluster.start(Lab.setup(), InstantSource.system())) {
      var first = KubeServer.start(cluster, 0);
      var port = first.port();
      first.close();
      cluster.scale("api", 1);

      try (var second = KubeServer.start(cluster, port);
          var socket = call(second.port(), "/apis/apps/v1/namespaces/shop/deployments/api/scale")) {
        var answer = new String(socket.getInputStream().readNBytes(120), StandardCharsets.US_ASCII);

        assertThat(second.port()).isEqualTo(port);
        assertThat(answer).startsWith("HTTP/1.1 200");
      }
      assertThat(cluster.replicas("api")).isEqualTo(1);
    }
  }
}
