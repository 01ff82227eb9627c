package irb.step.http;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call.Mode;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Reason;
import irb.web.Peer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedirectTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthere";

  @Test
  void isNotFollowedUnlessAsked() throws Exception {
    try (var peer = redirecting("/new?token=abc")) {
      var outcome = Requests.read("{get: /old}", peer.url());

      assertThat(outcome).isInstanceOf(Failed.class);
      assertThat(((Failed) outcome).reason()).isEqualTo(Reason.STATUS);
      assertThat(outcome.why())
          .isEqualTo(
              "302 to "
                  + peer.url()
                  + "/new; redirects are not followed"
                  + " (follow: true follows up to 5 within the origin)");
      assertThat(outcome.fields()).containsEntry("status", 302L);
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void isFollowedWithinTheOriginWithItsHeaders() throws Exception {
    try (var peer = redirecting("/new?x=1")) {
      var outcome = follow(peer.url());

      assertThat(outcome).isInstanceOf(Outcome.Ok.class);
      assertThat(outcome.fields()).containsEntry("body", "there");
      assertThat(peer.requests()).hasSize(2);
      assertThat(peer.requests().getLast())
          .startsWith("GET /new?x=1 HTTP/1.1\r\n")
          .contains("X-API-Key: canary");
    }
  }

  @Test
  void isNeverFollowedToAnotherOrigin() throws Exception {
    try (var other = redirecting("/");
        var peer = redirecting(other.url() + "/new")) {
      var outcome = follow(peer.url());

      assertThat(outcome).isInstanceOf(Failed.class);
      assertThat(outcome.why())
          .isEqualTo(
              "302 to " + other.url() + "/new; a redirect to another origin is never followed");
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void anotherSchemeOrHostIsAnotherOrigin() throws Exception {
    for (var location :
        List.of("https://127.0.0.1/", "http://localhost/", "//127.0.0.1:1/", "ftp://127.0.0.1/")) {
      try (var peer = redirecting(location)) {
        assertThat(follow(peer.url())).isInstanceOf(Failed.class);
        assertThat(peer.requests()).hasSize(1);
      }
    }
  }

  @Test
  void isNotFollowedByAWrite() throws Exception {
    try (var peer = redirecting("/new")) {
      assertThat(Requests.write("{post: /old}", peer.url()).why())
          .isEqualTo("302 to " + peer.url() + "/new; a write is not sent a second time");
    }
  }

  @Test
  void thatSaysNotWhereToIsAFailure() throws Exception {
    try (var peer = redirecting("gopher://x/")) {
      assertThat(follow(peer.url()).why())
          .isEqualTo("302 Found: a redirect that does not say where to");
    }
  }

  @Test
  void endsAfterFive() throws Exception {
    try (var peer = redirecting("/old")) {
      var outcome = follow(peer.url());

      assertThat(outcome.why()).isEqualTo("redirected more than 5 times");
      assertThat(peer.requests()).hasSize(6);
    }
  }

  private static Outcome follow(String url) throws Exception {
    var get =
        Requests.executor(
            "{get: /old, follow: true}", url, Map.of("X-API-Key", "canary"), Map.of());
    return Requests.run(get, Mode.READ);
  }

  private static Peer redirecting(String location) throws IOException {
    return new Peer((peer, socket) -> {
      while (peer.receive(socket)) {
        var old = peer.requests().getLast().contains(" /old HTTP");
        Peer.send(
            socket,
            old
                ? "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n"
                : OK);
      }
    });
  }
}
