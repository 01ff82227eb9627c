package irb.step.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// One conversation with a mail server; it knows whether the server may have taken the mail.
final class Handover extends SMTPTransport {
  private volatile boolean begun;
  private volatile boolean over;
  private volatile boolean givenUp;

  Handover(Session session, SmtpServer server) {
    super(
        session,
        new URLName("smtp", server.host(), server.port(), null, null, null),
        "smtp",
        server.safety() == SmtpServer.Safety.TLS);
  }

  /// Whether the mail was sent to its end, so that the server may have taken it.
  boolean begun() {
    return begun;
  }

  /// Whether the server said that it took the mail.
  boolean over() {
    return over;
  }

  /// Nothing is sent from now on; what is on its way stays in doubt.
  void giveUp() {
    givenUp = true;
  }

  @Override
  protected OutputStream data() throws MessagingException {
    checkWanted();
    return super.data();
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    checkWanted();
    begun = true;
    super.finishData();
    over = true;
  }

  private void checkWanted() throws MessagingException {
    if (givenUp) {
      throw new MessagingException("it was given up");
    }
  }
}
