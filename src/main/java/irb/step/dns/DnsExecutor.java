package irb.step.dns;

import irb.step.Call;
import irb.step.Detached;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.dns.ServerTemplate.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Asks one question; the same name server may be asked again when it does not answer.
final class DnsExecutor implements Executor {
  private final Question question;
  private final Optional<Server> server;
  private final Resolvers resolvers;

  DnsExecutor(Question question, Optional<Server> server, Resolvers resolvers) {
    this.question = question;
    this.server = server;
    this.resolvers = resolvers;
  }

  @Override
  public String text() {
    return "ask "
        + server.map(Server::toString).orElse("the resolvers of this machine")
        + " for "
        + question;
  }

  /// How it ends the step, and what is kept of it.
  private record Heard(Outcome outcome, String lines) {}

  @Override
  public Outcome run(Call call) throws InterruptedException {
    var inquiry = new Inquiry(question, resolvers.waits());
    var heard = Detached.run(call, "dns", inquiry::close, () -> ask(inquiry));
    if (heard.isEmpty()) {
      return Detached.givenUp(call);
    }
    if (call.evidence().isWanted()) {
      call.evidence().write(heard.get().lines());
    }
    return heard.get().outcome();
  }

  private Heard ask(Inquiry inquiry) {
    List<InetSocketAddress> servers;
    try {
      servers = servers();
    } catch (UnknownHostException _) {
      return unheard(
          new Outcome.Fault(Reason.UNREACHABLE, "unknown host of the name server " + text(server)));
    }
    return switch (inquiry.ask(servers)) {
      case Inquiry.Reply.Told(var answer, _) when answer.isAnswer() ->
          new Heard(new Outcome.Ok(answer.fields()), answer.lines());
      case Inquiry.Reply.Told(var answer, var by) ->
          new Heard(
              new Outcome.Failed(
                  Reason.STATUS,
                  by + " answers " + answer.rcode() + " when asked for " + question,
                  answer.fields()),
              answer.lines());
      case Inquiry.Reply.Nothing(var reason, var why) -> unheard(new Outcome.Fault(reason, why));
    };
  }

  private static Heard unheard(Outcome outcome) {
    return new Heard(outcome, "");
  }

  private List<InetSocketAddress> servers() throws UnknownHostException {
    return server.isEmpty()
        ? resolvers.servers().get()
        : Arrays.stream(InetAddress.getAllByName(server.get().host()))
            .map(a -> new InetSocketAddress(a, server.get().port()))
            .toList();
  }

  private static String text(Optional<Server> server) {
    return server.map(Server::toString).orElse("");
  }
}
