package irb.step.http;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.Gateway;
import irb.step.Gateway.ClosedException;
import irb.step.Outcome;
import irb.step.Passage;
import irb.step.Reason;
import irb.step.Sessions;
import irb.step.Target;
import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server that this machine cannot reach by its own name, and another host can.
class HttpViaTest {
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws Exception {
    server.enqueue(new MockResponse.Builder().body("here").build());
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isReachedThroughTheOtherHostUnderItsOwnName() throws Exception {
    try (var passage = new Passage(server.getPort())) {
      var outcome =
          run(
              "get",
              "http://api.internal:8080",
              (via, host, port, _) -> {
                assertThat(via.name() + " " + host + " " + port)
                    .isEqualTo("bastion api.internal 8080");
                return passage.way();
              });

      assertThat(outcome.fields()).containsEntry("body", "here");
    }
    var request = Objects.requireNonNull(server.takeRequest(5, TimeUnit.SECONDS));
    assertThat(request.getHeaders().get("Host")).isEqualTo("api.internal:8080");
  }

  @Test
  void itsCertificateIsStillCheckedForItsOwnName() throws Exception {
    var other = new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    server.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(other).build().sslSocketFactory());

    try (var passage = new Passage(server.getPort())) {
      var outcome = run("get", "https://api.internal:8443", (_, _, _, _) -> passage.way());

      assertThat(((Outcome.Fault) outcome).reason()).isEqualTo(Reason.TLS);
    }
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aWriteThatTheOtherHostCannotPassOnIsNotInDoubt() throws Exception {
    try (var passage = new Passage(1)) {
      var outcome = run("post", "http://api.internal", (_, _, _, _) -> passage.way());

      assertThat(outcome).isInstanceOf(Outcome.Fault.class);
      assertThat(outcome.why()).contains("nobody is behind the passage");
    }
  }

  @Test
  void isAnErrorWhenTheWayIsClosed() throws Exception {
    var outcome =
        run(
            "get",
            "http://api.internal",
            (_, _, _, _) -> {
              throw new ClosedException(Reason.UNREACHABLE, "bastion does not answer");
            });

    assertThat(outcome).isInstanceOf(Outcome.Fault.class);
    assertThat(outcome.why()).isEqualTo("api.internal cannot be reached: bastion does not answer");
  }

  private static Outcome run(String method, String url, Gateway gateway) throws Exception {
    var target = new Target.Http("api", url, Map.of(), Optional.of(Fixtures.ssh("bastion")));
    var executor =
        Fixtures.action(new HttpStep(), "{target: api, " + method + ": /}")
            .executor(Fixtures.rendering(Map.of()), Optional.of(target));
    try (var sessions = new Sessions(gateway)) {
      return executor.run(Fixtures.call(Mode.WRITE, sessions));
    }
  }
}
