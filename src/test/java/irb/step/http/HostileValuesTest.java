package irb.step.http;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.ExpressionException;
import irb.expr.JsonValues;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.HostileValues;
import irb.step.Outcome;
import irb.step.Sessions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A value arrives byte for byte in the one place it was put, or is refused where it stands.
class HostileValuesTest {
  private final MockWebServer server = new MockWebServer();

  /// Where a value may stand, and how it is found again.
  enum Place {
    PATH("{get: '/a/${{ v }}/z'}") {
      @Override
      Optional<String> found(RecordedRequest request) {
        return between(request.getTarget(), "/a/", "/z").map(Place::percentDecoded);
      }
    },
    PART_OF_PATH("{get: '/a/v-${{ v }}.json/z'}") {
      @Override
      Optional<String> found(RecordedRequest request) {
        return between(request.getTarget(), "/a/v-", ".json/z").map(Place::percentDecoded);
      }
    },
    QUERY("{get: '/a?first=1', query: {q: 'x:${{ v }}', last: 2}}") {
      @Override
      Optional<String> found(RecordedRequest request) {
        return between(request.getTarget(), "/a?first=1&q=x%3A", "&last=2")
            .map(Place::percentDecoded);
      }
    },
    HEADER("{get: /a, headers: {X-Value: '${{ v }}'}}") {
      @Override
      Optional<String> found(RecordedRequest request) {
        var names = List.copyOf(request.getHeaders().names());
        return names.size() == 5
            ? request.getHeaders().values("X-Value").stream().findFirst()
            : Optional.empty();
      }
    },
    FORM("{post: /a, form: {first: '1', f: '${{ v }}', last: '2'}}") {
      @Override
      Optional<String> found(RecordedRequest request) {
        return between(body(request), "first=1&f=", "&last=2").map(Place::percentDecoded);
      }
    },
    JSON("{post: /a, json: {first: 1, v: '${{ v }}', last: 2}}") {
      @Override
      Optional<String> found(RecordedRequest request) {
        return JsonValues.parse(body(request))
            .filter(j -> j instanceof Map<?, ?> map && map.size() == 3)
            .map(j -> (String) ((Map<?, ?>) j).get("v"));
      }
    },
    JSON_TEXT("{post: /a, json: ['a ${{ v }} z']}") {
      @Override
      Optional<String> found(RecordedRequest request) {
        return JsonValues.parse(body(request))
            .filter(j -> j instanceof List<?> list && list.size() == 1)
            .flatMap(j -> between((String) ((List<?>) j).getFirst(), "a ", " z"));
      }
    };

    private final String yaml;

    Place(String yaml) {
      this.yaml = yaml;
    }

    abstract Optional<String> found(RecordedRequest request);

    private static String body(RecordedRequest request) {
      var body = request.getBody();
      return body == null ? "" : body.utf8();
    }

    /// What stands between the constants, with no separator of a URL left in it.
    private static Optional<String> between(String text, String before, String after) {
      return text.startsWith(before) && text.endsWith(after)
          ? Optional.of(text.substring(before.length(), text.length() - after.length()))
          : Optional.empty();
    }

    private static String percentDecoded(String text) {
      assertThat(text.replaceAll("%[0-9A-F]{2}", "")).matches("[-._*0-9A-Za-z]*");
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
  }

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void aValueArrivesAsItIsOrIsRefusedWhereItStands(Place place) throws Exception {
    var arrived = new ArrayList<String>();
    try (var sessions = new Sessions()) {
      for (var value : HostileValues.all().toList()) {
        Executor executor;
        try {
          executor =
              Requests.executor(
                  place.yaml, "http://127.0.0.1:" + server.getPort(), Map.of(), Map.of("v", value));
        } catch (ExpressionException e) {
          assertThat(e.why()).contains("text:1:");
          continue;
        }
        server.enqueue(new MockResponse.Builder().build());

        var outcome = executor.run(Fixtures.call(Mode.WRITE, sessions));

        assertThat(outcome).isInstanceOf(Outcome.Ok.class);
        var request = server.takeRequest(5, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        assertThat(place.found(request)).as("%s of %s", place, request).contains(value);
        arrived.add(value);
      }
    }
    assertThat(arrived).hasSizeGreaterThan(60);
    assertThat(server.getRequestCount()).isEqualTo(arrived.size());
  }

  @Test
  void aRawBodyTakesNoValue() {
    assertThat(Fixtures.findings(new HttpStep(), "{post: /a, body: 'a ${{ v }}'}"))
        .singleElement()
        .asString()
        .contains("body");
  }
}
