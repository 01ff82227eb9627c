package irb.step.dns;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Call;
import irb.step.Call.Mode;
import irb.step.Evidence;
import irb.step.Operator;
import irb.step.Outcome;
import irb.step.Sessions;
import irb.step.Stop;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;

/// What is taken from an answer.
class RecordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A|api.example|api.example A 192.0.2.10|192.0.2.10",
        "AAAA|api.example|api.example AAAA 2001:db8:0:0:1:0:0:0|2001:db8:0:0:1::",
        "AAAA|api.example|api.example AAAA ::1|::1",
        "AAAA|api.example|api.example AAAA ::|::",
        "AAAA|api.example|api.example AAAA 2001:db8:1:2:3:4:5:6|2001:db8:1:2:3:4:5:6",
        "CNAME|www.example|www.example CNAME api.example.|api.example",
        "MX|example|example MX 10 mail.example.|10 mail.example",
        "NS|example|example NS ns1.example.|ns1.example",
        "TXT|example|example TXT \"v=spf1 \" \"-all\"|v=spf1 -all",
        "TXT|example|example TXT \"\\195\\188ml \\\"q\\\" \\\\\"|üml \"q\" \\",
        "SRV|_sip._tcp.example|_sip._tcp.example SRV 1 2 5060 sip.example.|1 2 5060 sip.example",
        "SOA|example|example SOA ns1.example. admin.example. 7 2 3 4 5|ns1.example admin.example 7 2"
            + " 3 4 5",
        "PTR|192.0.2.10|10.2.0.192.in-addr.arpa PTR api.example.|api.example",
        "PTR|10.2.0.192.in-addr.arpa|10.2.0.192.in-addr.arpa PTR api.example.|api.example",
      })
  void everyTypeIsAText(String type, String name, String record, String text) throws Exception {
    try (var server = NameServer.with(record)) {
      var outcome = Asks.ask(server, "{name: " + name + ", type: " + type + "}");

      assertThat(outcome)
          .isEqualTo(
              new Outcome.Ok(Map.of("records", List.of(text), "rcode", "NOERROR", "ttl", 300L)));
    }
  }

  @Test
  void theOrderIsAlwaysTheSame() throws Exception {
    try (var server =
        NameServer.with(
            "example MX 20 b.example.", "example MX 100 c.example.", "example MX 5 a.example.")) {
      assertThat(Asks.ask(server, "{name: example, type: MX}").fields().get("records"))
          .isEqualTo(List.of("5 a.example", "20 b.example", "100 c.example"));
    }
  }

  @Test
  void aliasesAreFollowedAsFarAsTheAnswerHasThem() throws Exception {
    try (var server =
        NameServer.with(
            "www.example CNAME lb.example.",
            "LB.example CNAME eu.example.",
            "eu.example A 192.0.2.11",
            "eu.example A 192.0.2.10",
            "evil.example A 192.0.2.66")) {
      assertThat(Asks.ask(server, "{name: WWW.example}").fields())
          .containsEntry("records", List.of("192.0.2.10", "192.0.2.11"));
    }
  }

  @Test
  void aliasesThatGoRoundInCirclesEnd() throws Exception {
    try (var server =
        NameServer.with("www.example CNAME lb.example.", "lb.example CNAME www.example.")) {
      assertThat(Asks.ask(server, "{name: www.example}").fields())
          .containsEntry("records", List.of());
    }
  }

  @Test
  void thatThereIsNoSuchNameIsAResult() throws Exception {
    try (var server = refusing(Rcode.NXDOMAIN)) {
      assertThat(Asks.ask(server, "{name: nothing.example}"))
          .isEqualTo(new Outcome.Ok(Map.of("records", List.of(), "rcode", "NXDOMAIN")));
    }
  }

  @Test
  void thatThereIsNoSuchRecordIsAResult() throws Exception {
    try (var server = NameServer.with()) {
      assertThat(Asks.ask(server, "{name: api.example, type: AAAA}"))
          .isEqualTo(new Outcome.Ok(Map.of("records", List.of(), "rcode", "NOERROR")));
    }
  }

  @ParameterizedTest
  @CsvSource({"2,SERVFAIL", "5,REFUSED", "4,NOTIMP"})
  void aServerThatCannotAnswerFailsTheStep(int rcode, String name) throws Exception {
    try (var server = refusing(rcode)) {
      var outcome = Asks.ask(server, "{name: api.example}");

      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(outcome.why())
          .isEqualTo(server.text() + " answers " + name + " when asked for A api.example");
      assertThat(outcome.fields()).containsEntry("rcode", name);
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void theRecordsAreKeptAsEvidence() throws Exception {
    var kept = new ByteArrayOutputStream();
    var evidence =
        new Evidence() {
          @Override
          public boolean isWanted() {
            return true;
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            kept.write(bytes, from, length);
          }
        };
    try (var server = NameServer.with("www.example CNAME eu.example.", "eu.example A 192.0.2.10");
        var sessions = new Sessions()) {
      var yaml = "{name: www.example, server: '" + server.text() + "'}";

      Asks.executor(yaml, Map.of())
          .run(
              new Call(
                  "step",
                  "title",
                  Mode.READ,
                  Duration.ofSeconds(20),
                  OptionalLong.empty(),
                  new Stop(),
                  sessions,
                  "test/1",
                  Operator.NOBODY,
                  evidence));

      assertThat(kept.toString(StandardCharsets.UTF_8).lines())
          .extracting(line -> line.replaceAll("\\s+", " "))
          .containsExactly(
              "www.example. 300 IN CNAME eu.example.", "eu.example. 300 IN A 192.0.2.10");
    }
  }

  private static NameServer refusing(int rcode) throws Exception {
    return new NameServer((query, _) -> List.of(NameServer.answer(query, rcode).toWire()));
  }
}
