package irb.step.redis;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Allow;
import irb.expr.ExpressionException;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.HostileValues;
import irb.step.Outcome;
import irb.step.Sessions;
import irb.step.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A value arrives byte for byte in the one argument it was put, or is refused where it stands.
@TestInstance(Lifecycle.PER_CLASS)
class HostileValuesTest {
  private Server server;

  @BeforeAll
  void start() throws IOException {
    server = new Server();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  /// Where a value may stand, and the words around it.
  enum Place {
    WHOLE("{command: [SET, slot, '${{ v }}', GET]}", ""),
    IN_A_TEXT("SET slot ${{ v }} GET", ""),
    END("SET slot 'id:${{ v }}' GET", "id:");

    private final String yaml;
    private final String before;

    Place(String yaml, String before) {
      this.yaml = yaml;
      this.before = before;
    }

    /// The command as it must arrive, in RESP.
    String expected(String value) {
      var bytes = new StringBuilder("*4\r\n");
      for (var word : List.of("SET", "slot", "", "GET")) {
        var text = word.isEmpty() ? before + value : word;
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        bytes.append('$').append(encoded.length).append("\r\n");
        bytes.append(new String(encoded, StandardCharsets.ISO_8859_1)).append("\r\n");
      }
      return bytes.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void itsBytesAreOneArgument(Place place) throws Exception {
    var arrived = new ArrayList<String>();
    var expected = new ArrayList<String>();
    try (var peer = Peer.answering(c -> Optional.of(Peer.polite(c)));
        var sessions = new Sessions()) {
      var target = Server.target(peer.port(), 0, "", "");
      for (var value : HostileValues.all().toList()) {
        var executor = executor(target, place, value);
        if (executor.isPresent()) {
          var outcome = executor.get().run(Fixtures.call(Mode.WRITE, sessions));
          assertThat(outcome).isInstanceOf(Outcome.Ok.class);
          arrived.add(value);
          expected.add(place.expected(value));
        }
      }

      assertThat(arrived).hasSizeGreaterThan(60);
      assertThat(peer.raw())
          .filteredOn(r -> r.contains("slot"))
          .containsExactlyElementsOf(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRealServerKeepsItAsItIs(Place place) throws Exception {
    try (var sessions = new Sessions()) {
      for (var value : HostileValues.all().toList()) {
        var executor = executor(server.target(), place, value, Allow.values());
        if (executor.isEmpty()) {
          // neither a NUL nor half a character can be said
          var half = !StandardCharsets.UTF_8.newEncoder().canEncode(value);
          assertThat(half || value.contains("\0")).as(value).isTrue();
          continue;
        }
        server.run("DEL", "slot");

        var outcome =
            Commands.executor(
                    server.target(),
                    place.yaml.replace(", GET]", "]").replace(" GET", ""),
                    Map.of("v", value),
                    Allow.values())
                .run(Fixtures.call(Mode.WRITE, sessions));

        assertThat(outcome).isInstanceOf(Outcome.Ok.class);
        assertThat(server.text("GET", "slot")).isEqualTo(place.before + value);
        assertThat(server.run("DBSIZE")).isEqualTo(1L);
      }
    }
  }

  @Test
  void whatIsShownCanBeTakenForNothingElse() throws Exception {
    var executor =
        Commands.executor(
            Server.target(1, 0, "", ""), "SET slot ${{ v }}", Map.of("v", "a b'; FLUSHALL"));

    assertThat(executor.text()).isEqualTo("SET slot 'a b'\\''; FLUSHALL'");
  }

  private static Optional<Executor> executor(
      Target target, Place place, String value, Allow... allowed) {
    try {
      return Optional.of(Commands.executor(target, place.yaml, Map.of("v", value), allowed));
    } catch (ExpressionException e) {
      assertThat(e.why()).contains("text:1:");
      return Optional.empty();
    }
  }
}
