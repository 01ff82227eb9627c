package irb.step.tls;

import irb.step.Executor;
import irb.step.ReadContract;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class TlsContractTest implements ReadContract {
  @TempDir Path folder;
  private @Nullable Peer peer;

  @AfterEach
  void stop() throws IOException {
    if (peer != null) {
      peer.close();
    }
  }

  @Override
  public Executor read() throws Exception {
    return at(Peer.presenting(Certificates.server(-1, 90, "localhost").build()));
  }

  @Override
  public Executor failing() throws Exception {
    var greeting = "220 mail.example.com ESMTP\r\n".getBytes(StandardCharsets.UTF_8);
    return at(new Peer((_, socket) -> socket.getOutputStream().write(greeting)));
  }

  @Override
  public Executor unreachable() throws Exception {
    return Looks.executor("{host: localhost, port: 1}");
  }

  @Override
  public Executor slowRead() throws Exception {
    return at(new Peer((_, socket) -> Peer.hold(socket)));
  }

  @Override
  public void awaitBegun() throws Exception {
    Objects.requireNonNull(peer).awaitConnection();
  }

  @Override
  public boolean atRest() {
    return Objects.requireNonNull(peer).atRest();
  }

  @Override
  public Executor oversized() throws Exception {
    var large = folder.resolve("large.pem");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(20 << 20);
    }
    return Looks.executor("{file: '" + large + "'}");
  }

  private Executor at(Peer started) throws Exception {
    peer = started;
    return Looks.executor("{host: localhost, port: " + started.port() + "}");
  }
}
