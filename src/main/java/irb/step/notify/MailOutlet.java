package irb.step.notify;

import irb.expr.Durations;
import irb.expr.ExpressionException;
import irb.expr.Secret;
import irb.step.Call;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.notify.SmtpServer.Safety;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;

/// A mail to each of `to`, handed to one server; `tls` stands in for this machine's trust.
record MailOutlet(
    String channel,
    List<InternetAddress> to,
    InternetAddress from,
    SmtpServer server,
    Optional<SSLSocketFactory> tls)
    implements Outlet.Direct {
  private static final Duration MOST_CONNECTING = Duration.ofSeconds(10);
  private static final Duration GRACE = Duration.ofSeconds(1);

  MailOutlet {
    to = List.copyOf(to);
  }

  static MailOutlet of(
      String channel, List<String> addresses, Optional<String> sender, SmtpServer server)
      throws ExpressionException {
    var to = new ArrayList<InternetAddress>();
    for (var address : addresses) {
      to.add(address(address));
    }
    var own = server.user().filter(u -> u.contains("@")).orElse("irb@" + domain(server.host()));
    return new MailOutlet(channel, to, address(sender.orElse(own)), server, Optional.empty());
  }

  /// Exactly one address, with a name before it or without.
  private static InternetAddress address(String text) throws ExpressionException {
    try {
      if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
        throw new AddressException("it holds a line break or control character");
      }
      var address = new InternetAddress(text, true);
      address.validate();
      if (!address.getAddress().contains("@")) {
        throw new AddressException("it has no '@'");
      }
      return address;
    } catch (AddressException e) {
      throw new ExpressionException("'" + irb.expr.Visible.line(text) + "' is no mail address");
    }
  }

  private static String domain(String host) {
    return host.matches("[\\d.]+|\\[.*") ? "localhost" : host;
  }

  @Override
  public List<Secret> secrets() {
    return server.password().stream().toList();
  }

  @Override
  public Outcome send(Letter letter, Call call) throws InterruptedException {
    var session = Session.getInstance(properties(call.timeout()));
    var transport = new Handover(session, server);
    var sent = new CompletableFuture<Outcome>();
    var thread =
        Thread.ofVirtual()
            .name("mail")
            .start(() -> {
              try {
                hand(transport, session, letter, call);
                sent.complete(new Outcome.Ok(Map.of()));
              } catch (MessagingException | RuntimeException e) {
                sent.completeExceptionally(e);
              }
            });
    // an interrupted virtual thread closes the socket that it waits for
    try (var _ = call.stop().onStop(_ -> giveUp(transport, thread))) {
      return sent.get(call.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      giveUp(transport, thread);
      thread.join(GRACE);
      return late(transport, call);
    } catch (ExecutionException e) {
      return broken(e.getCause(), transport, call);
    }
  }

  private static void giveUp(Handover transport, Thread thread) {
    transport.giveUp();
    thread.interrupt();
  }

  private void hand(Handover transport, Session session, Letter letter, Call call)
      throws MessagingException {
    var head = call.letterhead().head().get();
    var number = head.contains(":") ? head.substring(0, head.indexOf(':')) : "0";
    var id =
        (call.label() + "." + call.step() + "." + channel + "." + number)
            .replaceAll("[^A-Za-z0-9.-]", "-");
    var mail = Mail.of(session, id + "@irb", from, to, letter, call.letterhead());
    try (transport) {
      transport.connect(
          server.host(),
          server.port(),
          server.user().orElse(null),
          server.password().map(Secret::reveal).orElse(null));
      transport.sendMessage(mail, to.toArray(InternetAddress[]::new));
    } catch (MessagingException e) {
      if (!transport.over() || MailTrouble.isPartial(e)) {
        throw e;
      }
    }
  }

  private Outcome late(Handover transport, Call call) {
    if (transport.over()) {
      return new Outcome.Ok(Map.of());
    }
    var why = "no end after " + Durations.text(call.timeout());
    return transport.begun()
        ? new Outcome.InDoubt(Reason.TIMEOUT, why + "; it may or may not have arrived", Map.of())
        : new Outcome.TimedOut(why, Map.of());
  }

  private Outcome broken(
      @org.jspecify.annotations.Nullable Throwable e, Handover transport, Call call) {
    if (!(e instanceof MessagingException trouble)) {
      throw new IllegalStateException("a mail was not sent", e);
    }
    var answered = MailTrouble.isAnswer(trouble);
    if (call.stop().asked().isPresent() && !answered) {
      return call.cutShort(transport.begun(), "", Map.of());
    }
    return transport.begun() && !answered
        ? new Outcome.InDoubt(
            Reason.LOST,
            "the connection to " + server.where() + " was lost; it may or may not have arrived",
            Map.of())
        : MailTrouble.of(trouble, server.where());
  }

  private Properties properties(Duration timeout) {
    var properties = new Properties();
    var connecting = timeout.compareTo(MOST_CONNECTING) > 0 ? MOST_CONNECTING : timeout;
    set(properties, "connectiontimeout", Long.toString(Math.max(1, connecting.toMillis())));
    set(
        properties,
        "timeout",
        Long.toString(Math.clamp(timeout.toMillis() + 1000, 1, Integer.MAX_VALUE)));
    set(properties, "localhost", "[127.0.0.1]");
    set(properties, "quitwait", "false");
    set(properties, "sendpartial", "true");
    set(properties, "ssl.checkserveridentity", "true");
    set(
        properties,
        "auth",
        Boolean.toString(server.user().isPresent() && server.password().isPresent()));
    set(properties, "auth.mechanisms", "PLAIN LOGIN");
    if (server.safety() == Safety.STARTTLS) {
      set(properties, "starttls.enable", "true");
      set(properties, "starttls.required", "true");
    }
    tls.ifPresent(factory -> properties.put("mail.smtp.ssl.socketFactory", factory));
    return properties;
  }

  private static void set(Properties properties, String key, String value) {
    properties.setProperty("mail.smtp." + key, value);
  }
}
