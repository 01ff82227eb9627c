package irb.step.dns;

import irb.expr.Durations;
import irb.step.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/// One question to several name servers, in turns, until one of them answers.
final class Inquiry implements AutoCloseable {
  private final Question question;
  private final List<Duration> waits;
  private final Transport transport = new Transport();

  /// Each server is asked once for each of `waits`, and has so long to answer.
  Inquiry(Question question, List<Duration> waits) {
    this.question = question;
    this.waits = waits;
  }

  /// What came of it.
  sealed interface Reply {
    record Told(Answer answer, String by) implements Reply {}

    record Nothing(Reason reason, String why) implements Reply {}
  }

  Reply ask(List<InetSocketAddress> servers) {
    Reply last = new Reply.Nothing(Reason.UNREACHABLE, "this machine has no name server");
    for (var wait : waits) {
      for (var server : servers) {
        var reply = ask(server, wait);
        if (reply instanceof Reply.Told(var answer, _) && answer.isAnswer()) {
          return reply;
        }
        // one that answers, if only to refuse, says more than one that is silent
        last = last instanceof Reply.Told && reply instanceof Reply.Nothing ? last : reply;
      }
      if (last instanceof Reply.Told) {
        return last;
      }
    }
    return last;
  }

  private Reply ask(InetSocketAddress server, Duration wait) {
    var name = name(server);
    try {
      return new Reply.Told(new Answer(question, transport.ask(question, server, wait)), name);
    } catch (SocketTimeoutException _) {
      return new Reply.Nothing(Reason.TIMEOUT, name + " does not answer (" + tried() + ")");
    } catch (PortUnreachableException _) {
      return new Reply.Nothing(Reason.UNREACHABLE, "no name server answers at " + name);
    } catch (Transport.GarbledException e) {
      return new Reply.Nothing(Reason.PROTOCOL, name + " does not answer in DNS: " + e.why());
    } catch (IOException e) {
      return new Reply.Nothing(Reason.UNREACHABLE, "cannot ask " + name + ": " + words(e));
    }
  }

  private String tried() {
    var whole = waits.stream().reduce(Duration.ZERO, Duration::plus);
    return waits.size() + (waits.size() == 1 ? " try" : " tries") + ", " + Durations.text(whole);
  }

  private static String name(InetSocketAddress server) {
    var address =
        server.isUnresolved() ? server.getHostString() : server.getAddress().getHostAddress();
    return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + server.getPort();
  }

  private static String words(IOException e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    transport.close();
  }
}
