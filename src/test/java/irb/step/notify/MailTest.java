package irb.step.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.expr.ExpressionException;
import irb.expr.Secret;
import irb.step.Channel;
import irb.step.Executor;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Outcome.InDoubt;
import irb.step.Outcome.Ok;
import irb.step.Outcome.TimedOut;
import irb.step.Reason;
import irb.step.Stop;
import irb.step.notify.SmtpServer.Safety;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Mail, byte for byte, and what comes of its failures.
class MailTest {
  private static final String PASSWORD = "c4nary/p@ss:1";

  @Test
  void aMailIsHandedOverWithItsLogHead() throws Exception {
    try (var server = new MailServer()) {
      var channel = channel("smtp://127.0.0.1:" + server.port());

      var outcome =
          Messages.send(
              Messages.executor(
                  Messages.wording("Over – since ${{ at }}", "Alles grün\n.\nEnd", channel),
                  values()));

      assertThat(outcome).isInstanceOf(Ok.class);
      assertThat(server.commands())
          .contains("EHLO [127.0.0.1]", "MAIL FROM:<irb@localhost>")
          .contains("RCPT TO:<ops@example.com>", "RCPT TO:<lead@example.com>", "DATA")
          .doesNotContain("AUTH");
      assertThat(server.mails())
          .containsExactly(
              """
              Date: Sat, 21 Nov 2026 01:30:45 +0000 (UTC)
              From: irb@localhost
              To: ops@example.com, Lead <lead@example.com>
              Message-ID: <20261121-013045-7f3a.tell.mail.42@irb>
              Subject: =?UTF-8?Q?Over_=E2=80=93_since_03:10?=
              MIME-Version: 1.0
              Content-Type: text/plain; charset=UTF-8
              Content-Transfer-Encoding: quoted-printable
              Auto-Submitted: auto-generated

              Alles gr=C3=BCn
              .
              End

              --=20
              irb 20261121-013045-7f3a log 42:9f86d081884c7d65
              """
                  .stripTrailing());
    }
  }

  @Test
  void thePasswordIsGivenToTheServerAlone() throws Exception {
    try (var server = new MailServer()) {
      var channel = channel("smtp://ops%40example.com@127.0.0.1:" + server.port());
      var way = (Channel.Email) channel.way();
      var with =
          new Channel.Email(
              way.to(),
              way.from(),
              way.smtp(),
              Optional.of(Messages.template("${{ env.SMTP_PASSWORD }}")));

      var outcome = Messages.send(hello(Messages.channel("mail", with)));

      assertThat(outcome).isInstanceOf(Ok.class);
      var login = "ops@example.com\0ops@example.com\0" + PASSWORD;
      assertThat(server.commands())
          .contains(
              "AUTH PLAIN "
                  + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)),
              "MAIL FROM:<ops@example.com>");
      assertThat(server.mails().getFirst()).doesNotContain(PASSWORD);
    }
  }

  @Test
  void aWrongPasswordIsAnErrorThatDoesNotShowIt() throws Exception {
    try (var server = new MailServer("AUTH", "535 wrong: " + PASSWORD)) {
      var outcome =
          Messages.send(
              hello(channel("smtp://ops:c4nary%2Fp%40ss%3A1@127.0.0.1:" + server.port())));

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.AUTH);
      assertThat(outcome.why())
          .isEqualTo("mail: 127.0.0.1:" + server.port() + " turned away the user or the password");
      assertThat(outcome.toString()).doesNotContain(PASSWORD);
      assertThat(outcome.fields()).containsEntry("manual", "Send to mail: Hello");
      assertThat(server.mails()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"MAIL, 550 no", "DATA, 451 later", "., 554 spam", "RCPT, 550 unknown"})
  void whatTheServerDoesNotTakeIsNotInDoubt(String at, String answer) throws Exception {
    try (var server = new MailServer(at, answer)) {
      var outcome = Messages.send(hello(channel("smtp://127.0.0.1:" + server.port())));

      assertThat(outcome).isInstanceOf(Failed.class);
      assertThat(outcome.why()).contains("did not take it").contains(answer);
    }
  }

  @Test
  void oneBadAddressDoesNotKeepItFromTheOthers() throws Exception {
    try (var server = new MailServer("RCPT TO:<lead", "550 unknown")) {
      var outcome = Messages.send(hello(channel("smtp://127.0.0.1:" + server.port())));

      assertThat(outcome).isInstanceOf(Failed.class);
      assertThat(outcome.why())
          .contains("did not take it for Lead <lead@example.com>, and did for the others");
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void aMailThatWasNotAnsweredIsInDoubt() throws Exception {
    try (var server = new MailServer(Optional.empty(), Set.of(". close"))) {
      var outcome = Messages.send(hello(channel("smtp://127.0.0.1:" + server.port())));

      assertThat(outcome).isInstanceOf(InDoubt.class);
      assertThat(((InDoubt) outcome).reason()).isEqualTo(Reason.LOST);
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void aConversationThatBreaksOffBeforeIsNot() throws Exception {
    try (var server = new MailServer(Optional.empty(), Set.of("DATA close"))) {
      var outcome = Messages.send(hello(channel("smtp://127.0.0.1:" + server.port())));

      assertThat(outcome).isInstanceOf(Fault.class);
      assertThat(server.mails()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"connect", "EHLO", "MAIL", "."})
  void aSilentServerIsGivenUp(String at) throws Exception {
    try (var server = new MailServer(Optional.empty(), Set.of(at))) {
      var outcome =
          Messages.send(
              hello(channel("smtp://127.0.0.1:" + server.port())),
              Duration.ofMillis(400),
              new Stop());

      assertThat(outcome).isInstanceOf(at.equals(".") ? InDoubt.class : TimedOut.class);
      assertThat(outcome.why()).startsWith("mail: no end after 400ms");
    }
  }

  @Test
  void aMailThatIsStoppedIsNotSent() throws Exception {
    try (var server = new MailServer(Optional.empty(), Set.of("MAIL"))) {
      var stop = new Stop();
      var outcome = new CompletableFuture<Outcome>();
      var message = hello(channel("smtp://127.0.0.1:" + server.port()));
      Thread.ofVirtual()
          .start(() -> {
            try {
              outcome.complete(Messages.send(message, Duration.ofSeconds(60), stop));
            } catch (InterruptedException e) {
              outcome.completeExceptionally(e);
            }
          });
      server.awaitSilence();

      stop.ask(Stop.Cause.ABORT);

      assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Aborted.class);
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void aServerThatIsNotThereIsAnError() throws Exception {
    var outcome = Messages.send(hello(channel("smtp://127.0.0.1:1")));

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(outcome.why()).startsWith("mail: cannot connect to 127.0.0.1:1");
  }

  @Test
  void withoutTlsNothingIsSaidToAServerElsewhere() throws Exception {
    try (var server = new MailServer()) {
      var outcome = sent(server, Optional.empty(), Safety.STARTTLS);

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.TLS);
      assertThat(server.commands()).noneMatch(c -> c.startsWith("AUTH") || c.startsWith("MAIL"));
    }
  }

  @Test
  void aCertificateThatNobodySignedIsRefused() throws Exception {
    var held = held();
    try (var server = new MailServer(Optional.of(held.sslSocketFactory()), Set.of())) {
      var outcome = sent(server, Optional.empty(), Safety.STARTTLS);

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.TLS);
      assertThat(server.commands()).noneMatch(c -> c.startsWith("AUTH") || c.startsWith("MAIL"));
    }
  }

  @Test
  void startTlsComesBeforeThePassword() throws Exception {
    var held = held();
    try (var server = new MailServer(Optional.of(held.sslSocketFactory()), Set.of())) {
      var outcome = sent(server, Optional.of(held.sslSocketFactory()), Safety.STARTTLS);

      assertThat(outcome).isInstanceOf(Ok.class);
      assertThat(server.commands().indexOf("STARTTLS")).isEqualTo(1);
      assertThat(server.mails()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "smtp://mail.example.com, mail.example.com:587, STARTTLS",
    "smtps://u:p@mail.example.com, mail.example.com:465, TLS",
    "smtp://localhost:25, localhost:25, LOCAL",
    "smtp://127.0.0.1.example.com, 127.0.0.1.example.com:587, STARTTLS",
  })
  void knowsTheServerFromItsUrl(String url, String where, Safety safety) throws Exception {
    var server = SmtpServer.parse(new Secret("SMTP_URL", url));

    assertThat(server.where()).isEqualTo(where);
    assertThat(server.safety()).isEqualTo(safety);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.example.com:587",
        "http://x",
        "smtp://u:p@ss@h:1",
        "smtp://u:s3cr3t%zz@h",
        "smtp:"
      })
  void aUrlThatIsNoneIsRefusedWithoutShowingIt(String url) {
    assertThatThrownBy(() -> SmtpServer.parse(new Secret("SMTP_URL", url)))
        .isInstanceOf(ExpressionException.class)
        .hasMessageStartingWith("SMTP_URL is no URL")
        .hasMessageNotContaining("s3cr3t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ops@example.com\r\nBcc: evil@example.com",
        "ops@example.com\nBcc: evil@example.com",
        "ops@example.com, evil@example.com",
        "ops",
        "<ops@example.com",
        "ops@example.com>\r\nRCPT TO:<evil@example.com",
      })
  void anAddressIsOneAddress(String address) {
    var server = new SmtpServer("localhost", 25, Optional.empty(), Optional.empty(), Safety.LOCAL);

    assertThatThrownBy(() -> MailOutlet.of("mail", List.of(address), Optional.empty(), server))
        .isInstanceOf(ExpressionException.class)
        .hasMessageEndingWith("is no mail address");
    assertThatThrownBy(
            () -> MailOutlet.of("mail", List.of("ops@example.com"), Optional.of(address), server))
        .isInstanceOf(ExpressionException.class);
  }

  private static Outcome sent(MailServer server, Optional<SSLSocketFactory> trusted, Safety safety)
      throws Exception {
    var at =
        new SmtpServer(
            "localhost",
            server.port(),
            Optional.of("ops"),
            Optional.of(new Secret("SMTP_PASSWORD", PASSWORD)),
            safety);
    var outlet = MailOutlet.of("mail", List.of("ops@example.com"), Optional.empty(), at);
    var mail = new MailOutlet("mail", outlet.to(), outlet.from(), at, trusted);
    var post = new Post("mail", "mail", false, mail);
    return Messages.send(
        new NotifyExecutor(
            List.of(post),
            new Letter(Signal.TRIGGER, Optional.empty(), Optional.empty(), "Hello", "")));
  }

  private static HandshakeCertificates held() {
    var certificate = new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    return new HandshakeCertificates.Builder()
        .heldCertificate(certificate)
        .addTrustedCertificate(certificate.certificate())
        .build();
  }

  private static Executor hello(Channel channel) throws ExpressionException {
    return Messages.executor("{channel: mail, text: Hello}", channel, values());
  }

  private static Map<String, ?> values() {
    return Map.of("at", "03:10", "env", Map.of("SMTP_PASSWORD", PASSWORD));
  }

  private static Channel channel(String smtp) {
    return Messages.channel(
        "mail",
        new Channel.Email(
            List.of(
                Messages.template("ops@example.com"), Messages.template("Lead <lead@example.com>")),
            Optional.empty(),
            Messages.template(smtp),
            Optional.empty()));
  }
}
