package irb.step.http;

import irb.step.Executor;
import irb.step.ExecutorContract;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class HttpContractTest implements ExecutorContract {
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            var answer = new MockResponse.Builder().body("{\"status\": \"healthy\"}");
            return switch (request.getTarget()) {
              case "/slow" -> answer.headersDelay(1, TimeUnit.MINUTES).build();
              case "/failing" -> answer.code(503).build();
              case "/refused" -> answer.code(401).build();
              case "/oversized" -> answer.body("x".repeat(20 << 20)).build();
              default -> answer.build();
            };
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  public Executor read() throws Exception {
    return at("{get: /health}");
  }

  @Override
  public Executor failing() throws Exception {
    return at("{get: /failing}");
  }

  @Override
  public Executor unreachable() throws Exception {
    return Requests.executor("{get: /health}", "http://127.0.0.1:1");
  }

  @Override
  public Executor slowRead() throws Exception {
    return at("{get: /slow}");
  }

  @Override
  public Executor write() throws Exception {
    return at("{post: /pool/recycle, json: {service: api}}");
  }

  @Override
  public Executor slowWrite() throws Exception {
    return at("{post: /slow, json: {service: api}}");
  }

  @Override
  public void awaitBegun() throws Exception {
    if (server.takeRequest(10, TimeUnit.SECONDS) == null) {
      throw new AssertionError("no request came");
    }
  }

  @Override
  public boolean atRest() {
    return server.getRequestCount() == 1;
  }

  @Override
  public Optional<Executor> refused() throws Exception {
    return Optional.of(secretly("{get: /refused, headers: {X-Token: '${{ token }}'}}"));
  }

  @Override
  public Executor oversized() throws Exception {
    return at("{get: /oversized}");
  }

  @Override
  public Executor secretive() throws Exception {
    return secretly("{get: /health, headers: {X-Token: '${{ token }}'}}");
  }

  private Executor secretly(String yaml) throws Exception {
    return Requests.executor(
        yaml, "http://127.0.0.1:" + server.getPort(), Map.of(), Map.of("token", SECRET));
  }

  @Override
  public boolean changed() {
    return server.getRequestCount() > 0;
  }

  private Executor at(String yaml) throws Exception {
    return Requests.executor(yaml, "http://127.0.0.1:" + server.getPort());
  }
}
