package irb.step.dns;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.ExpressionException;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.HostileValues;
import irb.step.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/// A value arrives byte for byte in the one place it was put, or is refused where it stands.
class HostileValuesTest {
  @Test
  void aNameArrivesAsItIsOrIsRefused() throws Exception {
    var arrived = new ArrayList<String>();
    try (var server =
        new NameServer((query, _) -> List.of(NameServer.answer(query, Rcode.NXDOMAIN).toWire()))) {
      for (var value : HostileValues.all().toList()) {
        var executor = executor("{name: '${{ v }}', server: '" + server.text() + "'}", value);
        if (executor.isPresent()) {
          assertThat(Asks.run(executor.get())).isInstanceOf(Outcome.Ok.class);
          arrived.add(value);
        }
      }
      assertThat(server.asked())
          .isEqualTo(arrived.stream().map(v -> "A " + v + ". over UDP").toList());
    }
    assertThat(arrived).isNotEmpty().allMatch(v -> v.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*"));
  }

  @Test
  void aPartOfANameIsNoLessWatched() throws Exception {
    for (var value : HostileValues.all().toList()) {
      var executor = executor("{name: 'a.${{ v }}.example', server: 127.0.0.1}", value);

      executor.ifPresent(
          e -> assertThat(e.text()).isEqualTo("ask 127.0.0.1 for A a." + value + ".example"));
    }
  }

  @Test
  void aServerIsAHostOrRefused() throws Exception {
    for (var value : HostileValues.all().toList()) {
      var executor = executor("{name: a.example, server: '${{ v }}'}", value);

      executor.ifPresent(e -> assertThat(e.text()).isEqualTo("ask " + value + " for A a.example"));
    }
    assertThat(executor("{name: a.example, server: '${{ v }}'}", "9.9.9.9:5353")).isPresent();
  }

  @Test
  void aServerWithTwoPortsIsRefused() throws Exception {
    assertThat(executor("{name: a.example, server: '${{ v }}:53'}", "evil:1")).isEmpty();
    assertThat(executor("{name: a.example, server: '${{ v }}:53'}", "::1")).isEmpty();
    assertThat(executor("{name: a.example, server: '[${{ v }}]:53'}", "::1")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9.9.9.9:0", "9.9.9.9:65536", "[9.9.9.9]", "[::1", "::1]:53", "a:b", ":53"})
  void whatIsNoServerIsFound(String server) {
    assertThat(Fixtures.findings(new DnsStep(), "{name: a.example, server: '" + server + "'}"))
        .singleElement()
        .asString()
        .contains("is no name server");
  }

  @ParameterizedTest
  @CsvSource({"63,true", "64,false"})
  void aLabelHasAtMost63Characters(int length, boolean fits) {
    var found = Fixtures.findings(new DnsStep(), "{name: " + "a".repeat(length) + ".example}");

    assertThat(found.isEmpty()).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({"253,true", "254,false"})
  void aNameHasAtMost253Characters(int length, boolean fits) {
    var name = "a.".repeat(200).substring(0, length - 1) + "a";

    assertThat(name).hasSize(length);
    assertThat(Fixtures.findings(new DnsStep(), "{name: '" + name.replace("..", ".a") + "'}"))
        .hasSize(fits ? 0 : 1);
  }

  private static Optional<Executor> executor(String yaml, String value) {
    try {
      return Optional.of(Asks.executor(yaml, Map.of("v", value)));
    } catch (ExpressionException e) {
      assertThat(e.why()).contains("text:1:");
      assertThat(e.why().length()).isLessThan(1000);
      return Optional.empty();
    }
  }
}
