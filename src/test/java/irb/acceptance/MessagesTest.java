package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Event;
import irb.engine.Exit;
import irb.engine.RunRequest.Consent;
import irb.step.Script;
import irb.web.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages of whole runs: whatever becomes of them, the run goes on and says so.
class MessagesTest {
  private static final String SECRET = "T0/B0/c4nary-hook";
  private static final Peer.Script FINE =
      (peer, socket) -> {
        peer.receive(socket);
        Peer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      };
  private static final String BOOK =
      """
      playbook: p
      title: P
      channels:
        incidents: {slack: "${{ env.SLACK_WEBHOOK_URL }}", name: "#incident-${{ incident.stamp }}"}
        page: {http: "${{ env.PAGE_URL }}", audience: external}
      templates:
        over:
          to: [incidents]
          fields: {root_cause: {ask: "Root cause?"}, next_step: {default: none}}
          subject: It is over
          text: "Cause: ${{ fields.root_cause }}, next: ${{ fields.next_step }}"
      targets: {here: {local: .}}
      """;
  private static final String MORE =
      """
        pager: {pagerduty: {routing_key: "${{ env.PAGER }}", url: "${{ env.PAGER_URL }}"}}
        lead: {email: lead@example.com}
      """;
  private static final String TELL =
      """
      - {id: tell, communicate: Tell everybody, notify: {channel: incidents, text: It is slow}}
      - {id: known, decide: Is it known, choose: [{when: tell.sent, next: no_action}], otherwise: abort}
      """;
  private static final String OVER =
      """
      - {id: tell, communicate: Tell everybody, notify: {template: over}, next: no_action}
      """;
  private static final String OUTSIDE =
      """
      - {id: tell, communicate: Tell customers, notify: {channel: page, text: It is slow}}
      - {id: after, communicate: Tell us, notify: {channel: incidents, text: They know}, next: no_action}
      """;

  @TempDir Path folder;

  @Test
  void aMessageIsSentWithTheHeadOfTheLog() throws Exception {
    try (var peer = new Peer(FINE)) {
      var trial = trial(peer);

      var report = trial.run(TELL);

      assertThat(report.exit()).isEqualTo(Exit.NO_ACTION);
      assertThat(trial.last("tell").result().fields())
          .containsEntry("sent", true)
          .containsEntry("status", "sent");
      // opened, run_started, intent: the message goes out behind the third record
      assertThat(peer.requests().getFirst())
          .contains("{\"text\":\"It is slow\\n\\nirb 2")
          .containsPattern("irb \\d{8}-\\d{6}-[0-9a-f]{4} log 3:[0-9a-f]{16}\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"404 Not Found", "500 Oops", "close"})
  void aMessageThatFailsChangesNoRun(String answer) throws Exception {
    Peer.Script script =
        (peer, socket) -> {
          peer.receive(socket);
          if (!answer.equals("close")) {
            Peer.send(socket, "HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n");
          }
        };
    try (var peer = new Peer(script)) {
      var trial = trial(peer);

      var report = trial.run(OVER);

      assertThat(report.exit()).isEqualTo(Exit.NO_ACTION);
      assertThat(trial.last("tell").result().isOk()).isFalse();
      assertThat(trial.notices()).anyMatch(n -> n.startsWith("to be done by hand: "));
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void aChannelWithoutItsVariableIsSaidBeforeTheFirstStep() throws Exception {
    var trial = new Trial(folder).playbook(BOOK);

    var report = trial.run(OVER);

    assertThat(report.exit()).isEqualTo(Exit.NO_ACTION);
    assertThat(trial.notices())
        .containsExactly(
            "channel 'incidents' cannot be used: SLACK_WEBHOOK_URL is not set;"
                + " its messages will be printed for you to send",
            "to be done by hand: Send to incidents (#incident-"
                + stamp(trial)
                + "): It is over\nCause: not yet known, next: none");
    assertThat(trial.last("tell").result().isOk()).isTrue();
  }

  @Test
  void theBlanksOfAMessageAreAsked() throws Exception {
    try (var peer = new Peer(FINE)) {
      var script = new Script("a full disk", "");
      var trial = trial(peer).operator(script);

      trial.run(OVER);

      assertThat(script.asked())
          .extracting(q -> q.step() + " " + q.text())
          .containsExactly(
              "tell.root_cause Root cause? [not yet known]", "tell.next_step next step? [none]");
      assertThat(peer.requests().getFirst())
          .contains("*It is over*\\nCause: a full disk, next: none\\n");
      assertThat(trial.heard().stream().filter(Event.Answered.class::isInstance)).hasSize(2);
    }
  }

  @Test
  void theBlanksOfAMessageAreAnsweredBeforehand() throws Exception {
    try (var peer = new Peer(FINE)) {
      trial(peer)
          .consent(
              new Consent(
                  false,
                  Set.of(),
                  Set.of(),
                  Map.of("tell.root_cause", "a full disk"),
                  Optional.empty()))
          .run(OVER);

      assertThat(peer.requests().getFirst()).contains("Cause: a full disk, next: none");
    }
  }

  @Test
  void aDryRunSendsNothing() throws Exception {
    try (var peer = new Peer(FINE)) {
      var trial = trial(peer).dry();

      var report = trial.run(OUTSIDE);

      assertThat(report.exit()).isEqualTo(Exit.NO_ACTION);
      assertThat(peer.requests()).isEmpty();
      assertThat(
              trial.heard().stream()
                  .filter(Event.Rehearsed.class::isInstance)
                  .map(e -> ((Event.Rehearsed) e).text()))
          .containsExactly(
              "Send to page [external]: It is slow",
              "Send to incidents (#incident-" + stamp(trial) + "): They know");
    }
  }

  @Test
  void peopleOutsideReadOnlyWhatWasApproved() throws Exception {
    try (var peer = new Peer(FINE)) {
      var suspended = trial(peer).run(OUTSIDE);
      assertThat(suspended.exit()).isEqualTo(Exit.SUSPENDED);
      assertThat(peer.requests()).isEmpty();

      trial(peer).yes().run(OUTSIDE);
      assertThat(peer.requests()).hasSize(2);
      assertThat(peer.requests().getFirst()).endsWith("{\"text\":\"It is slow\"}");

      var trial = trial(peer).operator(new Script("d", "y"));
      trial.run(OUTSIDE);
      assertThat(peer.requests()).hasSize(4);
      var proposed =
          trial.heard().stream()
              .filter(Event.Proposed.class::isInstance)
              .map(e -> ((Event.Proposed) e).proposal())
              .toList();
      assertThat(proposed).singleElement().extracting("text").asString().contains("It is slow");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "s"})
  void whatIsDeclinedIsNotSentAndTheRunGoesOn(String answer) throws Exception {
    try (var peer = new Peer(FINE)) {
      var trial = trial(peer).operator(new Script(answer));

      var report = trial.run(OUTSIDE);

      assertThat(report.exit()).isEqualTo(Exit.NO_ACTION);
      assertThat(trial.ended())
          .containsExactly(answer.equals("n") ? "tell declined" : "tell skipped", "after ok");
      assertThat(peer.requests()).singleElement().asString().contains("They know");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-v", "--dry-run", "--debug", "-o json", "-o jsonl"})
  void theWebhookIsSeenNowhere(String options) throws IOException {
    Peer.Script echo =
        (peer, socket) -> {
          peer.receive(socket);
          var body = "no such hook: /" + SECRET + " c4nary-routing c4nary-password";
          Peer.send(
              socket,
              "HTTP/1.1 404 Not Found\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        };
    try (var peer = new Peer(echo)) {
      var irb =
          new Irb(folder)
              .book(
                  BOOK.replace("to: [incidents]", "to: [incidents, pager, lead]")
                      .replace("channels:\n", "channels:\n" + MORE))
              .runbook("r", "runbook: r\ntitle: R\nsteps:\n" + OVER.indent(2))
              .with("SLACK_WEBHOOK_URL", peer.url() + "/" + SECRET)
              .with("PAGER", "c4nary-routing")
              .with("PAGER_URL", peer.url())
              .with("SMTP_URL", "smtp://irb:c4nary-password@127.0.0.1:1");
      var words = new ArrayList<>(List.of("run", "r"));
      words.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ", -1)));

      var ran = irb.run(words).exits(0);

      assertThat(ran.all()).doesNotContain("c4nary");
      try (var files = Files.walk(folder.resolve("state"))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("c4nary");
        }
      }
      irb.logVerifies();
    }
  }

  @Test
  void aNestedRunbookSendsAndWarnsToo() throws Exception {
    Files.writeString(
        folder.resolve("inner.yaml"), "runbook: inner\ntitle: I\nsteps:\n" + OVER.indent(2));
    var outer = "- {id: it, communicate: Run it, run: inner, next: no_action}\n";
    try (var peer = new Peer(FINE)) {
      var trial = trial(peer).operator(new Script("a full disk", ""));
      trial.run(outer);
      assertThat(peer.requests()).singleElement().asString().contains("a full disk");
    }

    var trial = new Trial(folder).playbook(BOOK);
    trial.run(outer);
    assertThat(trial.notices())
        .first()
        .asString()
        .startsWith("channel 'incidents' cannot be used: SLACK_WEBHOOK_URL is not set");
  }

  private Trial trial(Peer peer) {
    return new Trial(folder)
        .playbook(BOOK)
        .env("SLACK_WEBHOOK_URL", peer.url() + "/" + SECRET)
        .env("PAGE_URL", peer.url() + "/page");
  }

  private static String stamp(Trial trial) {
    var started =
        (Event.Started)
            trial.heard().stream()
                .filter(Event.Started.class::isInstance)
                .findFirst()
                .orElseThrow();
    return java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss")
        .withZone(java.time.ZoneOffset.UTC)
        .format(started.at());
  }
}
