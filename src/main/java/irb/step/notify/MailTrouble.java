package irb.step.notify;

import irb.expr.Visible;
import irb.step.Outcome;
import irb.step.Reason;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/// Says in words why a mail was not taken.
final class MailTrouble {
  private MailTrouble() {}

  static Outcome of(MessagingException e, String server) {
    return switch (e) {
      case AuthenticationFailedException _ ->
          new Outcome.Fault(Reason.AUTH, server + " turned away the user or the password");
      case SendFailedException failed when isAnswer(failed) || isPartial(failed) ->
          refused(failed, server);
      case MailConnectException connect ->
          new Outcome.Fault(
              Reason.UNREACHABLE, "cannot connect to " + server + ": " + deepest(connect));
      case MessagingException tls when isTls(tls) ->
          new Outcome.Fault(Reason.TLS, "no secure connection to " + server + ": " + deepest(tls));
      case MessagingException other ->
          new Outcome.Fault(
              Reason.LOST, "the conversation with " + server + " broke off: " + deepest(other));
    };
  }

  /// Whether the server itself said no, so that nothing is in doubt.
  static boolean isAnswer(MessagingException e) {
    return chain(e)
        .anyMatch(c ->
            (c instanceof SMTPSendFailedException failed && failed.getReturnCode() >= 400)
                || c instanceof SMTPSenderFailedException
                || c instanceof SMTPAddressFailedException);
  }

  /// Whether some took it, and others did not.
  static boolean isPartial(MessagingException e) {
    return e instanceof SendFailedException failed
        && failed.getValidSentAddresses() != null
        && failed.getValidSentAddresses().length > 0;
  }

  private static Outcome refused(SendFailedException e, String server) {
    var lost =
        Stream.of(e.getInvalidAddresses(), e.getValidUnsentAddresses())
            .filter(Objects::nonNull)
            .flatMap(Arrays::stream)
            .map(a -> Visible.line(a.toString()))
            .collect(Collectors.joining(", "));
    var said =
        server
            + " did not take it"
            + (lost.isEmpty() ? "" : " for " + lost)
            + (isPartial(e) ? ", and did for the others" : "")
            + ": "
            + deepest(e);
    return new Outcome.Failed(Reason.REFUSED, said, Map.of());
  }

  private static boolean isTls(MessagingException e) {
    return chain(e).anyMatch(SSLException.class::isInstance)
        || String.valueOf(e.getMessage()).contains("STARTTLS");
  }

  private static String deepest(MessagingException e) {
    return chain(e)
        .map(Throwable::getMessage)
        .filter(Objects::nonNull)
        .reduce((_, deeper) -> deeper)
        .map(m -> m.equals("[EOF]") ? "it was closed" : m)
        .map(m -> Visible.line(m.strip().lines().findFirst().orElse("")))
        .orElse(e.getClass().getSimpleName());
  }

  private static Stream<Throwable> chain(MessagingException e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, MailTrouble::next).limit(20);
  }

  private static @org.jspecify.annotations.Nullable Throwable next(Throwable e) {
    return e instanceof MessagingException m && m.getNextException() != null
        ? m.getNextException()
        : e.getCause();
  }
}
