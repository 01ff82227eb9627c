package irb.step.dns;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Outcome;
import irb.step.Outcome.Fault;
import irb.step.Outcome.Ok;
import irb.step.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/// How a question gets to a server and its answer back.
@Timeout(15)
class TransportTest {
  private static final String YAML = "{name: api.example}";
  private static final String GOOD = "api.example A 192.0.2.10";
  private static final String EVIL = "api.example A 192.0.2.66";

  @Test
  void anAnswerThatDoesNotFitIsFetchedOverTcp() throws Exception {
    try (var server =
        new NameServer((query, overTcp) -> {
          var answer = overTcp ? NameServer.answer(query, 0, GOOD) : NameServer.answer(query, 0);
          if (!overTcp) {
            answer.getHeader().setFlag(Flags.TC);
          }
          return List.of(answer.toWire());
        })) {
      assertRecord(Asks.ask(server, YAML));
      assertThat(server.asked())
          .containsExactly("A api.example. over UDP", "A api.example. over TCP");
    }
  }

  @Test
  void anAnswerThatIsCutShortOverTcpIsNone() throws Exception {
    try (var server =
        new NameServer((query, overTcp) -> {
          var answer = NameServer.answer(query, 0);
          answer.getHeader().setFlag(Flags.TC);
          return overTcp ? List.of() : List.of(answer.toWire());
        })) {
      assertThat(((Fault) Asks.ask(server, YAML)).reason()).isEqualTo(Reason.PROTOCOL);
    }
  }

  @Test
  void anAnswerToAnotherQuestionIsIgnored() throws Exception {
    try (var server =
        new NameServer((query, _) ->
            List.of(
                "hello".getBytes(StandardCharsets.UTF_8),
                withId(NameServer.answer(query, 0, EVIL), query.getHeader().getID() ^ 1),
                ofAnother(query),
                asQuestion(NameServer.answer(query, 0, EVIL)),
                NameServer.answer(query, 0, GOOD).toWire()))) {
      assertRecord(Asks.ask(server, YAML));
    }
  }

  @Test
  void onlyAnswersToOtherQuestionsAreNoAnswer() throws Exception {
    try (var server =
        new NameServer((query, _) ->
            List.of(withId(NameServer.answer(query, 0, EVIL), query.getHeader().getID() ^ 1)))) {
      assertThat(((Fault) Asks.ask(server, YAML)).reason()).isEqualTo(Reason.TIMEOUT);
    }
  }

  @Test
  void garbageIsNoAnswer() throws Exception {
    try (var server =
        new NameServer((query, _) -> {
          var whole = NameServer.answer(query, 0, GOOD).toWire();
          return List.of(java.util.Arrays.copyOf(whole, whole.length - 3));
        })) {
      var outcome = Asks.ask(server, YAML);

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.PROTOCOL);
      assertThat(outcome.why()).startsWith(server.text() + " does not answer in DNS: ");
    }
  }

  @Test
  void aQuestionThatGotLostIsAskedAgain() throws Exception {
    var tries = new java.util.concurrent.atomic.AtomicInteger();
    try (var server =
        new NameServer((query, _) ->
            tries.incrementAndGet() == 1
                ? List.of()
                : List.of(NameServer.answer(query, 0, GOOD).toWire()))) {
      assertRecord(Asks.ask(server, YAML));
      assertThat(server.asked()).hasSize(2);
    }
  }

  @Test
  void aSilentServerIsGivenUp() throws Exception {
    try (var server = NameServer.silent()) {
      assertThat(Asks.ask(server, YAML))
          .isEqualTo(
              new Fault(Reason.TIMEOUT, server.text() + " does not answer (2 tries, 800ms)"));
    }
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws Exception {
    var server = NameServer.silent();
    server.close();

    assertThat(Asks.ask(server, YAML))
        .isEqualTo(new Fault(Reason.UNREACHABLE, "no name server answers at " + server.text()));
  }

  @Test
  void aServerOfAnUnknownNameIsUnreachable() throws Exception {
    var outcome = Asks.run(Asks.executor("{name: a.example, server: irb.invalid}", Map.of()));

    assertThat(outcome)
        .isEqualTo(new Fault(Reason.UNREACHABLE, "unknown host of the name server irb.invalid"));
  }

  @Test
  void withoutAServerThoseOfTheMachineAreAskedInTurns() throws Exception {
    try (var refusing =
            new NameServer(
                (query, _) -> List.of(NameServer.answer(query, Rcode.REFUSED).toWire()));
        var silent = NameServer.silent();
        var good = NameServer.with(GOOD)) {
      assertRecord(
          Asks.run(
              Asks.executor(YAML, Map.of(), refusing.address(), silent.address(), good.address())));
      assertThat(
              Asks.run(Asks.executor(YAML, Map.of(), silent.address(), refusing.address())).why())
          .contains("REFUSED");
    }
  }

  @Test
  void thisMachineHasNameServersInAnyCase() {
    assertThat(Resolvers.ofThisMachine().servers().get()).isNotEmpty();
  }

  @Test
  void aMachineWithoutNameServersSaysSo() throws Exception {
    assertThat(Asks.run(Asks.executor(YAML, Map.of())))
        .isEqualTo(new Fault(Reason.UNREACHABLE, "this machine has no name server"));
  }

  private static void assertRecord(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Ok.class);
    assertThat(outcome.fields()).containsEntry("records", List.of("192.0.2.10"));
  }

  private static byte[] withId(Message answer, int id) {
    answer.getHeader().setID(id);
    return answer.toWire();
  }

  private static byte[] asQuestion(Message answer) {
    answer.getHeader().unsetFlag(Flags.QR);
    return answer.toWire();
  }

  private static byte[] ofAnother(Message query) throws IOException {
    var other = new Question(org.xbill.DNS.Name.fromString("other.example."), RecordType.A);
    return withId(
        NameServer.answer(other.message(), 0, "other.example A 192.0.2.66"),
        query.getHeader().getID());
  }
}
