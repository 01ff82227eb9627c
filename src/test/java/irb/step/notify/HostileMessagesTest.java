package irb.step.notify;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.ExpressionException;
import irb.expr.JsonTree;
import irb.expr.JsonValues;
import irb.expr.Visible;
import irb.source.Findings;
import irb.source.YamlReader;
import irb.step.Channel;
import irb.step.Channel.Content;
import irb.step.Channel.Verb;
import irb.step.HostileValues;
import irb.step.Outcome.Ok;
import irb.web.Peer;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/// A value in the subject or the text of a message arrives as data, or is refused where it stands.
class HostileMessagesTest {
  private static final Peer.Script FINE =
      (peer, socket) -> {
        while (peer.receive(socket)) {
          Peer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
      };

  @Test
  void inSlackAValueIsText() throws Exception {
    try (var peer = new Peer(FINE)) {
      var way = new Channel.Slack(Messages.template(peer.url() + "/hook"));
      var sent = sent(way);

      assertThat(peer.requests()).hasSameSizeAs(sent);
      for (var i = 0; i < sent.size(); i++) {
        var document = document(peer.requests().get(i));
        var text = (String) Objects.requireNonNull(document.get("text"));
        assertThat(document).hasSize(3);
        assertThat(text.replace("&lt;", "").replace("&gt;", "").replace("&amp;", ""))
            .doesNotContain("<", ">", "&");
        var plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        var value = sent.get(i);
        if (value.length() < 1000) {
          assertThat(plain)
              .isEqualTo(
                  "*s "
                      + Visible.line(value)
                      + " e*\nt "
                      + Visible.text(value)
                      + " e\n\n"
                      + Messages.FOOTER);
        } else {
          assertThat(plain).contains("… (cut)");
        }
      }
    }
  }

  @Test
  void inPagerdutyAValueIsText() throws Exception {
    try (var peer = new Peer(FINE)) {
      var way =
          new Channel.Pagerduty(
              Messages.template("routing-key"),
              Optional.of(Messages.template(peer.url())),
              Optional.empty(),
              List.of());
      var sent = sent(way);

      for (var i = 0; i < sent.size(); i++) {
        var document = document(peer.requests().get(i));
        var payload = (Map<?, ?>) Objects.requireNonNull(document.get("payload"));
        var details = (Map<?, ?>) Objects.requireNonNull(payload.get("custom_details"));
        var value = sent.get(i);
        assertThat(document).hasSize(5);
        assertThat((String) payload.get("summary")).hasSizeLessThanOrEqualTo(1024);
        if (value.length() < 1000) {
          assertThat(payload.get("summary")).isEqualTo("s " + Visible.line(value) + " e");
          assertThat(details.get("text")).isEqualTo("t " + Visible.text(value) + " e");
        }
      }
    }
  }

  @Test
  void inJsonAValueIsText() throws Exception {
    try (var peer = new Peer(FINE)) {
      var findings = new Findings();
      var yaml = "{a: '${{ message.text }}', b: ['x ${{ message.subject }}'], c: '${{ v }}'}";
      var tree =
          JsonTree.read(Objects.requireNonNull(YamlReader.parse(yaml, findings)), findings)
              .orElseThrow();
      var way =
          new Channel.Http(
              Verb.POST,
              Messages.template(peer.url()),
              Map.of(),
              Optional.of(new Content.Json(tree)));
      var sent = sent(way);

      for (var i = 0; i < sent.size(); i++) {
        var value = sent.get(i);
        assertThat(document(peer.requests().get(i)))
            .isEqualTo(
                Map.of(
                    "a",
                    "t " + Visible.text(value) + " e",
                    "b",
                    List.of("x s " + Visible.line(value) + " e"),
                    "c",
                    value));
      }
    }
  }

  @Test
  void inAMailAValueIsText() throws Exception {
    try (var server = new MailServer()) {
      var way =
          new Channel.Email(
              List.of(Messages.template("ops@example.com")),
              Optional.empty(),
              Messages.template("smtp://127.0.0.1:" + server.port()),
              Optional.empty());
      var sent = sent(way);

      assertThat(server.mails()).hasSameSizeAs(sent);
      for (var i = 0; i < sent.size(); i++) {
        var mail = parsed(server.mails().get(i));
        var value = sent.get(i);
        assertThat(Collections.list(mail.getAllHeaders()).stream().map(h -> h.getName()).toList())
            .containsExactlyInAnyOrder(
                "Date",
                "From",
                "To",
                "Message-ID",
                "Subject",
                "MIME-Version",
                "Content-Type",
                "Content-Transfer-Encoding",
                "Auto-Submitted");
        assertThat(mail.getContent().toString().replace("\r\n", "\n"))
            .isEqualTo("t " + Visible.text(value) + " e\n\n-- \n" + Messages.FOOTER);
        if (value.length() < 1000) {
          assertThat(mail.getSubject()).isEqualTo("s " + Visible.line(value) + " e");
        }
      }
      assertThat(server.commands())
          .filteredOn(c -> c.startsWith("RCPT"))
          .containsOnly("RCPT TO:<ops@example.com>");
    }
  }

  @Test
  void inANameOrATaskAValueIsText() throws Exception {
    for (var value : HostileValues.all().toList()) {
      var channel =
          new Channel(
              "page",
              Optional.of(Messages.template("#${{ v }}")),
              false,
              new Channel.Manual(Messages.template("Post it")));
      try {
        var text =
            Messages.executor("{channel: page, text: 't ${{ v }} e'}", channel, Map.of("v", value))
                .text();
        assertThat(text)
            .isEqualTo(
                "Send to page (#" + Visible.text(value) + "): t " + Visible.text(value) + " e");
      } catch (ExpressionException e) {
        assertThat(e.why()).contains("text:1:");
      }
    }
  }

  /// The values that were not refused; each was sent once.
  private static List<String> sent(Channel.Way way) throws Exception {
    var sent = new ArrayList<String>();
    for (var value : HostileValues.all().toList()) {
      try {
        var executor =
            Messages.executor(
                Messages.wording("s ${{ v }} e", "t ${{ v }} e", Messages.channel("room", way)),
                Map.of("v", value));
        if (Messages.send(executor) instanceof Ok ok
            && Boolean.TRUE.equals(ok.fields().get("sent"))) {
          sent.add(value);
        }
      } catch (ExpressionException e) {
        assertThat(e.why()).contains("text:1:");
      }
    }
    assertThat(sent).hasSizeGreaterThan(70);
    return sent;
  }

  private static Map<?, ?> document(String request) {
    var body = request.substring(request.indexOf("\r\n\r\n") + 4);
    return (Map<?, ?>) JsonValues.parse(body).orElseThrow();
  }

  private static MimeMessage parsed(String mail) throws Exception {
    var bytes = mail.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
  }
}
