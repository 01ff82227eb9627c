package irb.step.notify;

import irb.step.Letterhead;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import java.util.List;

/// A mail of plain text; every header of it is encoded, so that no value can begin another.
final class Mail extends MimeMessage {
  private final String id;

  private Mail(Session session, String id) {
    super(session);
    this.id = id;
  }

  static Mail of(
      Session session,
      String id,
      InternetAddress from,
      List<InternetAddress> to,
      Letter letter,
      Letterhead head)
      throws MessagingException {
    var mail = new Mail(session, id);
    mail.setFrom(from);
    mail.setRecipients(RecipientType.TO, to.toArray(InternetAddress[]::new));
    mail.setSubject(letter.summary(), "UTF-8");
    mail.setSentDate(Date.from(head.at()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setText(
        letter.text()
            + "\n"
            + (letter.footer().isEmpty() ? "" : "\n-- \n" + letter.footer() + "\n"),
        "UTF-8");
    mail.saveChanges();
    return mail;
  }

  /// The library would ask this machine for its name and user.
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", "<" + id + ">");
  }
}
