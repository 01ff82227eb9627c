package irb.step.notify;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.ExpressionException;
import irb.expr.JsonTree;
import irb.source.Findings;
import irb.source.YamlReader;
import irb.step.Channel;
import irb.step.Channel.Content;
import irb.step.Channel.Verb;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Outcome.InDoubt;
import irb.step.Outcome.Ok;
import irb.step.Outcome.TimedOut;
import irb.step.Reason;
import irb.step.Stop;
import irb.web.Peer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Slack, PagerDuty and HTTP channels, byte for byte, and what comes of their failures.
class PostingTest {
  private static final Map<String, ?> VALUES =
      Map.of("env", Map.of("HOOK", "T0/B0/s3cr3t-hook", "KEY", "r0uting-key"), "at", "03:10");
  private static final Peer.Script FINE =
      (peer, socket) -> {
        peer.receive(socket);
        Peer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      };

  @Test
  void slackGetsItsTextEscaped() throws Exception {
    try (var peer = new Peer(FINE)) {
      var outcome =
          Messages.send(
              Messages.executor(
                  Messages.wording("It is <over>", "Since ${{ at }} & on", slack(peer)), VALUES));

      assertThat(outcome)
          .isEqualTo(
              new Ok(
                  Map.of(
                      "sent",
                      true,
                      "channel",
                      "room",
                      "status",
                      "sent",
                      "channels",
                      List.of(Map.of("channel", "room", "status", "sent")))));
      assertThat(peer.requests())
          .singleElement()
          .asString()
          .startsWith("POST /T0/B0/s3cr3t-hook HTTP/1.1\r\nContent-Type: application/json\r\n")
          .endsWith(
              "\r\n\r\n{\"text\":\"*It is &lt;over&gt;*\\nSince 03:10 &amp; on\\n\\n"
                  + Messages.FOOTER
                  + "\",\"unfurl_links\":false,\"unfurl_media\":false}");
    }
  }

  @Test
  void anExternalChannelIsNotToldWhereTheLogStands() throws Exception {
    try (var peer = new Peer(FINE)) {
      var channel = Messages.external("room", slack(peer).way());

      Messages.send(Messages.executor("{channel: room, text: Hello}", channel, VALUES));

      assertThat(peer.requests().getFirst()).contains("\"Hello\"").doesNotContain("irb 2026");
    }
  }

  @ParameterizedTest
  @CsvSource({"P1, error", "P0, critical", "P2, warning", "P4, info", "P9, error"})
  void pagerdutyGetsAnEvent(String severity, String theirs) throws Exception {
    try (var peer = new Peer(FINE)) {
      var ranks =
          severity.equals("P9")
              ? List.<String>of()
              : Messages.SEVERITIES.subList(0, Messages.SEVERITIES.indexOf(severity)).stream()
                  .map(s -> "X" + s)
                  .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
      if (!severity.equals("P9")) {
        ranks.add("P1");
      }

      var outcome =
          Messages.send(
              Messages.executor(
                  "{channel: pager, text: \"The pool is full\\nSince ${{ at }}\"}",
                  pager(peer, ranks),
                  VALUES));

      assertThat(outcome).isInstanceOf(Ok.class);
      assertThat(peer.requests().getFirst())
          .startsWith("POST /v2/enqueue ")
          .endsWith(
              "{\"routing_key\":\"r0uting-key\",\"event_action\":\"trigger\","
                  + "\"dedup_key\":\"20261121-013045-7f3a\",\"client\":\"irb\","
                  + "\"payload\":{\"summary\":\"The pool is full\",\"source\":\"irb\","
                  + "\"severity\":\""
                  + theirs
                  + "\",\"custom_details\":{\"text\":\"The pool is full\\nSince 03:10\",\"log\":\""
                  + Messages.FOOTER
                  + "\"}}}");
    }
  }

  @Test
  void pagerdutyIsToldThatItIsOver() throws Exception {
    try (var peer = new Peer(FINE)) {
      var resolve =
          Messages.executor("{channel: pager, action: resolve}", pager(peer, List.of()), VALUES);

      assertThat(resolve.text()).isEqualTo("Resolve the alert at pager");
      assertThat(Messages.send(resolve)).isInstanceOf(Ok.class);
      assertThat(peer.requests().getFirst())
          .endsWith(
              "{\"routing_key\":\"r0uting-key\",\"event_action\":\"resolve\","
                  + "\"dedup_key\":\"20261121-013045-7f3a\"}");
    }
  }

  @Test
  void aLongSummaryIsCutVisibly() throws Exception {
    try (var peer = new Peer(FINE)) {
      var text = "x".repeat(2000);

      Messages.send(
          Messages.executor(
              "{channel: pager, dedup_key: 'pool-${{ at }}', text: " + text + "}",
              pager(peer, List.of()),
              VALUES));

      assertThat(peer.requests().getFirst())
          .contains("\"dedup_key\":\"pool-03:10\"")
          .contains("\"summary\":\"" + "x".repeat(1017) + "… (cut)\"")
          .contains("\"text\":\"" + text + "\"");
    }
  }

  @Test
  void httpGetsWhatItsAuthorWrote() throws Exception {
    try (var peer = new Peer(FINE)) {
      var json = "{kind: report, n: 1, body: '${{ message.text }}', log: '${{ message.log }}'}";
      var way =
          new Channel.Http(
              Verb.PUT,
              Messages.template(peer.url() + "/report"),
              Map.of("X-API-Key", Messages.template("${{ env.KEY }}")),
              Optional.of(new Content.Json(json(json))));

      Messages.send(
          Messages.executor(
              "{channel: report, text: 'a\"b ${{ at }}'}",
              Messages.channel("report", way),
              VALUES));

      assertThat(peer.requests().getFirst())
          .startsWith("PUT /report ")
          .contains("\r\nX-API-Key: r0uting-key\r\n")
          .endsWith(
              "{\"kind\":\"report\",\"n\":1,\"body\":\"a\\\"b 03:10\",\"log\":\""
                  + Messages.FOOTER
                  + "\"}");
    }
  }

  @Test
  void httpGetsADocumentOfIrbsOwnWithoutOne() throws Exception {
    try (var peer = new Peer(FINE)) {
      var url = Messages.template(peer.url() + "/report");
      var way = new Channel.Http(Verb.POST, url, Map.of(), Optional.empty());

      Messages.send(
          Messages.executor(
              Messages.wording("Over", "Since ${{ at }}", Messages.channel("report", way)),
              VALUES));

      assertThat(peer.requests().getFirst())
          .endsWith(
              "{\"subject\":\"Over\",\"text\":\"Since 03:10\",\"log\":\""
                  + Messages.FOOTER
                  + "\"}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 Not Found | no_service | room: 404 Not Found: no_service",
        "500 Oops | '' | room: 500 Oops",
        "429 Too Many Requests | '' | room: 429 Too Many Requests",
        "503 Busy\\r\\nRetry-After: 0 | '' | room: 503 Busy",
        "304 Not Modified | '' | room: status 304",
        "302 Found\\r\\nLocation: http://127.0.0.1:1/x?t=1 | '' | room: 302 to http://127.0.0.1:1/x; a redirect to another origin is never followed",
      })
  void whatIsNotTakenIsSentOnceAndLeftToAPerson(String status, String body, String why)
      throws Exception {
    Peer.Script script =
        (peer, socket) -> {
          peer.receive(socket);
          Peer.send(
              socket,
              "HTTP/1.1 "
                  + status.replace("\\r\\n", "\r\n")
                  + "\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);
        };
    try (var peer = new Peer(script)) {
      var outcome = Messages.send(hello(slack(peer)));

      assertThat(outcome).isInstanceOf(Failed.class);
      assertThat(((Failed) outcome).reason()).isEqualTo(Reason.STATUS);
      assertThat(outcome.why()).isEqualTo(why);
      assertThat(outcome.fields())
          .containsEntry("sent", false)
          .containsEntry("status", "failed")
          .containsEntry("manual", "Send to room: Hello");
      assertThat(peer.requests()).hasSize(1);
      assertThat(outcome.toString()).doesNotContain("s3cr3t");
    }
  }

  @Test
  void aMessageWhoseAnswerIsLostIsInDoubtAndNotRepeated() throws Exception {
    try (var peer = new Peer(Peer::receive)) {
      var outcome = Messages.send(hello(slack(peer)));

      assertThat(outcome).isInstanceOf(InDoubt.class);
      assertThat(outcome.fields())
          .containsEntry("status", "in_doubt")
          .containsEntry(
              "manual",
              "See whether this arrived, and do it by hand if it did not. Send to room: Hello");
      assertThat(peer.requests()).hasSize(1);
      assertThat(outcome.toString()).doesNotContain("s3cr3t");
    }
  }

  @Test
  void aSilentServerIsGivenUp() throws Exception {
    Peer.Script silent =
        (peer, socket) -> {
          peer.receive(socket);
          Peer.hold(socket);
        };
    try (var peer = new Peer(silent)) {
      var outcome = Messages.send(hello(slack(peer)), Duration.ofMillis(50), new Stop());

      assertThat(outcome).isInstanceOf(InDoubt.class);
      assertThat(((InDoubt) outcome).reason()).isEqualTo(Reason.TIMEOUT);
    }
  }

  @Test
  void aServerThatIsNotThereIsAnError() throws Exception {
    var url = "http://127.0.0.1:1/${{ env.HOOK }}";

    var outcome =
        Messages.send(hello(Messages.channel("room", new Channel.Slack(Messages.template(url)))));

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(outcome.why()).contains("127.0.0.1:1").doesNotContain("s3cr3t");
    assertThat(outcome.fields()).containsEntry("manual", "Send to room: Hello");
  }

  @Test
  void aMessageThatIsStoppedIsNotWaitedFor() throws Exception {
    var begun = new CompletableFuture<String>();
    Peer.Script silent =
        (peer, socket) -> {
          peer.receive(socket);
          begun.complete("");
          Peer.hold(socket);
        };
    try (var peer = new Peer(silent)) {
      var stop = new Stop();
      var outcome = new CompletableFuture<Outcome>();
      var message = hello(slack(peer));
      Thread.ofVirtual()
          .start(() -> {
            try {
              outcome.complete(Messages.send(message, Duration.ofSeconds(60), stop));
            } catch (InterruptedException e) {
              outcome.completeExceptionally(e);
            }
          });
      begun.get(10, TimeUnit.SECONDS);

      stop.ask(Stop.Cause.ABORT);

      assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(InDoubt.class);
    }
  }

  @Test
  void allChannelsAreToldAndTheWorstCounts() throws Exception {
    Peer.Script broken =
        (peer, socket) -> {
          peer.receive(socket);
          Peer.send(socket, "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
        };
    try (var well = new Peer(FINE);
        var ill = new Peer(broken)) {
      var outcome =
          Messages.send(
              Messages.executor(
                  Messages.wording(
                      "S",
                      "T",
                      slack(well),
                      Messages.channel("old", slack(ill).way()),
                      Messages.channel(
                          "page", new Channel.Manual(Messages.template("Post on the page")))),
                  VALUES));

      assertThat(outcome).isInstanceOf(Failed.class);
      assertThat(outcome.fields())
          .containsEntry("sent", false)
          .containsEntry("channel", "room, old, page")
          .containsEntry("status", "failed")
          .containsEntry("manual", "Send to old: S\nT\nPost on the page\nS\nT")
          .containsEntry(
              "channels",
              List.of(
                  Map.of("channel", "room", "status", "sent"),
                  Map.of("channel", "old", "status", "failed", "why", "410 Gone"),
                  Map.of("channel", "page", "status", "manual")));
      assertThat(well.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"${{ env.MISSING }}", "${{ env.EMPTY }}", "no url", "ftp://x/", "http://a:b@x/"})
  void aChannelThatCannotBeUsedIsLeftToAPerson(String url) throws Exception {
    var values = Map.of("env", Map.of("EMPTY", ""));
    var channel = Messages.channel("room", new Channel.Slack(Messages.template(url)));
    var action = Fixtures.action(new NotifyStep(), "{channel: room, text: Hello}").with(channel);

    var readiness = action.readiness(Fixtures.rendering(values));
    var outcome = Messages.send(action.executor(Fixtures.rendering(values), Optional.empty()));

    assertThat(readiness.warnings())
        .singleElement()
        .asString()
        .startsWith("channel 'room' cannot be used: ")
        .endsWith("; its messages will be printed for you to send");
    assertThat(outcome).isInstanceOf(Ok.class);
    assertThat(outcome.fields())
        .containsEntry("sent", false)
        .containsEntry("status", "manual")
        .containsEntry("manual", "Send to room: Hello");
  }

  @Test
  void theSecretsOfAChannelAreKnownBeforeItIsUsed() throws Exception {
    try (var peer = new Peer(FINE)) {
      var rendering = Fixtures.rendering(VALUES);
      var action = Fixtures.action(new NotifyStep(), "{channel: x, text: Hello}");

      assertThat(action.with(slack(peer)).readiness(rendering).secrets())
          .allSatisfy(s -> assertThat(s.reveal()).endsWith("T0/B0/s3cr3t-hook"))
          .extracting(Object::toString)
          .containsExactly("***(HOOK)", "***(HOOK)");
      assertThat(action.with(pager(peer, List.of())).readiness(rendering).secrets())
          .singleElement()
          .asString()
          .isEqualTo("***(KEY)");
    }
  }

  @Test
  void nothingIsSentWhereOnlyReadsAreAllowed() throws Exception {
    try (var peer = new Peer(FINE);
        var sessions = new irb.step.Sessions()) {
      var outcome = hello(slack(peer)).run(Fixtures.call(irb.step.Call.Mode.READ, sessions));

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.REFUSED);
      assertThat(peer.requests()).isEmpty();
    }
  }

  @Test
  void aNameThatNobodyResolvesTakesNoLongerThanItMay() throws Exception {
    var url = Messages.template("http://127.0.0.1:1/");
    var outcome =
        Messages.send(
            hello(Messages.channel("room", new Channel.Slack(url))),
            Duration.ofMillis(200),
            new Stop());

    assertThat(outcome).isInstanceOfAny(Fault.class, TimedOut.class);
  }

  private static Executor hello(Channel channel) throws ExpressionException {
    return Messages.executor("{channel: room, text: Hello}", channel, VALUES);
  }

  private static Channel slack(Peer peer) {
    return Messages.channel(
        "room", new Channel.Slack(Messages.template(peer.url() + "/${{ env.HOOK }}")));
  }

  private static Channel pager(Peer peer, List<String> severities) {
    return Messages.channel(
        "pager",
        new Channel.Pagerduty(
            Messages.template("${{ env.KEY }}"),
            Optional.of(Messages.template(peer.url() + "/v2/enqueue")),
            Optional.empty(),
            severities));
  }

  private static JsonTree json(String yaml) {
    var findings = new Findings();
    return JsonTree.read(Objects.requireNonNull(YamlReader.parse(yaml, findings)), findings)
        .orElseThrow();
  }
}
