package irb.step.dns;

import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.ReadContract;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

@Isolated
class DnsContractTest implements ReadContract {
  private @Nullable NameServer server;

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public Executor read() throws Exception {
    return at(NameServer.with("api.example A 192.0.2.10"));
  }

  @Override
  public Executor failing() throws Exception {
    return at(
        new NameServer((query, _) -> List.of(NameServer.answer(query, Rcode.SERVFAIL).toWire())));
  }

  @Override
  public Executor unreachable() throws Exception {
    var closed = NameServer.silent();
    closed.close();
    return at(closed);
  }

  @Override
  public Executor slowRead() throws Exception {
    server = NameServer.silent();
    var patient = new Resolvers(List::of, List.of(Duration.ofMinutes(1)));
    return Fixtures.action(
            new DnsStep(patient), "{name: api.example, server: '" + server.text() + "'}")
        .executor(Fixtures.rendering(Map.of()), Optional.empty());
  }

  @Override
  public void awaitBegun() throws Exception {
    Objects.requireNonNull(server).awaitQuestion();
  }

  @Override
  public boolean atRest() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(t -> t.getName().equals("irb-dns"));
  }

  @Override
  public Executor oversized() throws Exception {
    var text = "\"" + "x".repeat(250) + "\"";
    var records = new String[240];
    for (var i = 0; i < records.length; i++) {
      records[i] = "api.example TXT " + text.replaceFirst("xxx", "%03d".formatted(i));
    }
    return at(
        new NameServer((query, overTcp) ->
            overTcp
                ? List.of(NameServer.answer(query, 0, records).toWire())
                : List.of(truncated(query).toWire())));
  }

  private static Message truncated(Message query) throws IOException {
    var answer = NameServer.answer(query, 0);
    answer.getHeader().setFlag(Flags.TC);
    return answer;
  }

  private Executor at(NameServer started) throws Exception {
    server = started;
    return Asks.executor(
        "{name: api.example, type: TXT, server: '" + started.text() + "'}", Map.of());
  }
}
