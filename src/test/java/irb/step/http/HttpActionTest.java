package irb.step.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import irb.expr.Allow;
import irb.expr.ExpressionException;
import irb.expr.Null;
import irb.expr.Secret;
import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.step.Call.Mode;
import irb.step.Effect;
import irb.step.Fixtures;
import irb.step.Target;
import irb.web.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an action becomes: its text, its bytes, its place in the run.
class HttpActionTest {
  private static final String URL = "http://localhost:5000";

  @Test
  void showsWhatItWillSend() throws Exception {
    var yaml =
        """
        post: /api/v1/${{ name }}?y=z
        query: {older: "${{ age }}"}
        headers:
          X-Reason: "pool, ${{ name }}"
          Authorization: "Bearer ${{ token }}"
          X-Api-Key: constant
        json:
          name: ${{ name }}
          token: "t ${{ token }}"
          count: ${{ count }}
        """;
    var values =
        Map.of(
            "name",
            "a b",
            "age",
            Duration.ofMinutes(90),
            "token",
            new Secret("API_TOKEN", "canary-1"),
            "count",
            3L);

    var executor = Requests.executor(yaml, URL, Map.of("Accept", "*/*"), values);

    assertThat(executor.text())
        .isEqualTo(
            """
            POST http://localhost:5000/api/v1/a%20b?y=z&older=1h30m
            Accept: */*
            Authorization: ***(API_TOKEN)
            Content-Type: application/json
            X-Api-Key: ***
            X-Reason: pool, a b

            {
              "name" : "a b",
              "token" : "***(API_TOKEN)",
              "count" : 3
            }\
            """);
  }

  @Test
  void showsAFormWithoutItsSecrets() throws Exception {
    var values = Map.of("token", new Secret("API_TOKEN", "canary-1"), "v", "ü&");

    var executor =
        Requests.executor(
            "{post: /login, form: {token: '${{ token }}', v: '${{ v }}'}}", URL, Map.of(), values);

    assertThat(executor.text())
        .isEqualTo(
            """
            POST http://localhost:5000/login
            Content-Type: application/x-www-form-urlencoded

            token=***(API_TOKEN)&v=%C3%BC%26\
            """);
  }

  @Test
  void sendsEveryTypeOfJsonAsItIs() throws Exception {
    var yaml =
        """
        post: /
        json:
          constants: [true, false, 10, -1.10, 1e3, 010, +1, .5, yes, no, "true", "1", 'null', text]
          values: ["${{ n }}", "${{ d }}", "${{ b }}", "${{ z }}", "${{ l }}", "${{ m }}"]
          times: ["${{ t }}", "${{ h }}", "n=${{ n }}"]
          empty: {a: [], b: {}, c: ""}
        """;
    var values =
        Map.of(
            "n",
            3L,
            "d",
            0.5,
            "b",
            true,
            "z",
            Null.NULL,
            "l",
            List.of("x", 1L),
            "m",
            Map.of("k", Null.NULL),
            "t",
            Instant.EPOCH,
            "h",
            Duration.ofHours(1));

    assertThat(body(yaml, values))
        .isEqualTo(
            "{\"constants\":[true,false,10,-1.10,1e3,\"010\",\"+1\",\".5\",\"yes\",\"no\","
                + "\"true\",\"1\",\"null\",\"text\"],"
                + "\"values\":[3,0.5,true,null,[\"x\",1],{\"k\":null}],"
                + "\"times\":[\"1970-01-01T00:00:00Z\",\"1h\",\"n=3\"],"
                + "\"empty\":{\"a\":[],\"b\":{},\"c\":\"\"}}");
  }

  @Test
  void sendsSecretsInHeadersFormAndJson() throws Exception {
    var values = Map.of("s", new Secret("TOKEN", "canary \"1\""));

    assertThat(body("{post: /, json: {s: '${{ s }}', t: 'a ${{ s }}'}}", values))
        .isEqualTo("{\"s\":\"canary \\\"1\\\"\",\"t\":\"a canary \\\"1\\\"\"}");
    assertThat(body("{post: /, form: {s: '${{ s }}'}}", values)).isEqualTo("s=canary%20%221%22");
    assertThat(sent("{get: /, headers: {X-S: 'a ${{ s }}'}}", Map.of(), values))
        .contains("\r\nX-S: a canary \"1\"\r\n");
  }

  @Test
  void aSecretInAUrlIsRefused() {
    var values = Map.of("s", new Secret("TOKEN", "canary-1"));

    for (var yaml : List.of("{get: '/${{ s }}'}", "{get: /, query: {s: '${{ s }}'}}")) {
      assertThatThrownBy(() -> Requests.executor(yaml, URL, Map.of(), values))
          .isInstanceOf(ExpressionException.class)
          .hasMessageContaining("the secret TOKEN may not stand")
          .hasMessageNotContaining("canary");
    }
  }

  @Test
  void theStepsHeadersWinOverItsTargets() throws Exception {
    var headers = Map.<String, Object>of("X-A", "target", "x-b", new Secret("B", "target-b"));

    var request = sent("{get: /, headers: {x-a: step}}", headers, Map.of());

    assertThat(request).contains("\r\nx-a: step\r\n", "\r\nx-b: target-b\r\n");
    assertThat(request).doesNotContain("X-A");
  }

  @Test
  void aWholeUrlIsGivenNoHeaderOfATarget() throws Exception {
    var executor =
        Requests.executor(
            "{get: 'https://status.example/api?x=1', query: {y: 2}}",
            URL,
            Map.of("Authorization", new Secret("TOKEN", "canary-1")),
            Map.of());

    assertThat(executor.text()).isEqualTo("GET https://status.example/api?x=1&y=2");
  }

  @Test
  void namesItselfAndTheRun() throws Exception {
    assertThat(sent("{get: /}", Map.of(), Map.of())).contains("\r\nUser-Agent: irb/test/1\r\n");
    assertThat(sent("{get: /, headers: {user-agent: mine}}", Map.of(), Map.of()))
        .contains("\r\nuser-agent: mine\r\n")
        .doesNotContain("irb/");
  }

  @Test
  void theAuthorsContentTypeWins() throws Exception {
    assertThat(sent("{put: /, headers: {content-type: text/csv}, body: 'a,b'}", Map.of(), Map.of()))
        .contains("\r\ncontent-type: text/csv\r\n")
        .doesNotContain("text/plain")
        .endsWith("\r\n\r\na,b");
  }

  @ParameterizedTest
  @CsvSource({
    "http://h:1, /, http://h:1/",
    "http://h:1/base, /x, http://h:1/base/x",
    "http://h:1/base, //x, http://h:1/base//x",
    "http://h:1, //evil.example/x, http://h:1//evil.example/x",
    "http://h:1, /a b/ü\"^[], http://h:1/a%20b/%C3%BC%22%5E%5B%5D",
    "http://h:1, /%41%zz, http://h:1/%41%25zz",
    "http://h:1, /x?q='a b'&r=%20?, http://h:1/x?q=%27a%20b%27&r=%20?",
    "http://[::1]:5000, /x, http://[::1]:5000/x"
  })
  void joinsTheTargetAndThePath(String base, String path, String url) throws Exception {
    assertThat(Requests.executor("get: " + path, base).text()).isEqualTo("GET " + url);
  }

  @Test
  void aTargetThatIsNoUrlSaysSo() {
    refused("db:5432", "the URL of the target 'api' is none, such as http://localhost:5000");
    refused(
        "http://u:canary@h",
        "the URL of the target 'api' holds credentials; give it an Authorization header");
    refused("http://h/?x", "the URL of the target 'api' ends in a query; it may only have a path");
  }

  @Test
  void aTargetsHeaderCannotHoldALineBreak() {
    assertThatThrownBy(() -> Requests.executor("{get: /}", URL, Map.of("X-A", "a\nb"), Map.of()))
        .hasMessage(
            "the header X-A of the target 'api': a header cannot hold a line break or control"
                + " character");
  }

  @Test
  void anEmptyValueMustBeAllowed() throws Exception {
    var action =
        Fixtures.action(new HttpStep(), "{post: /, query: {q: '${{ v }}'}, form: {f: '${{ v }}'}}");
    var target = Optional.<Target>of(new Target.Http("api", URL, Map.of()));

    assertThatThrownBy(() -> action.executor(Fixtures.rendering(Map.of("v", "")), target))
        .hasMessageContaining("the value is empty");
    assertThat(action.executor(Fixtures.rendering(Map.of("v", ""), Allow.EMPTY), target).text())
        .startsWith("POST http://localhost:5000/?q=\n")
        .endsWith("\n\nf=");
  }

  @Test
  void knowsItsPlaceInARun() {
    var read = Fixtures.action(new HttpStep(), "{target: api, get: /}");
    var write = Fixtures.action(new HttpStep(), "{delete: /x}");
    var elsewhere = Fixtures.action(new HttpStep(), "{head: 'http://x.example/'}");

    assertThat(read.type()).isEqualTo("http");
    assertThat(read.target()).isPresent();
    assertThat(read.effect()).isEqualTo(Effect.PROVEN_READ);
    assertThat(read.targetKinds()).containsExactly(Target.Kind.HTTP);
    assertThat(read.result()).containsOnlyKeys("status", "headers", "body", "json");
    assertThat(write.effect()).isEqualTo(Effect.WRITE);
    assertThat(elsewhere.targetKinds()).isEmpty();
  }

  @Test
  void knowsWhereItsValuesStand() {
    var yaml =
        "{post: '/${{ a }}', query: {q: '${{ b }}'}, headers: {X-H: '${{ c }}'}, json: ['${{ d }}']}";
    var form = Fixtures.action(new HttpStep(), "{put: /, form: {f: '${{ a }}'}}");

    assertThat(Fixtures.action(new HttpStep(), yaml).slots())
        .extracting(Slot::context)
        .containsExactly(Context.PATH, Context.QUERY, Context.HEADER, Context.JSON);
    assertThat(form.slots()).extracting(Slot::context).containsExactly(Context.PATH, Context.FORM);
  }

  private static void refused(String url, String why) {
    assertThatThrownBy(() -> Requests.executor("{get: /}", url))
        .isInstanceOf(ExpressionException.class)
        .hasMessage(why);
  }

  private static String body(String yaml, Map<String, ?> values) throws Exception {
    var request = sent(yaml, Map.of(), values);
    return request.substring(request.indexOf("\r\n\r\n") + 4);
  }

  private static String sent(String yaml, Map<String, Object> headers, Map<String, ?> values)
      throws Exception {
    Peer.Script script =
        (peer, socket) -> {
          peer.receive(socket);
          Peer.send(socket, "HTTP/1.1 204 No Content\r\n\r\n");
        };
    try (var peer = new Peer(script)) {
      var outcome = Requests.run(Requests.executor(yaml, peer.url(), headers, values), Mode.WRITE);
      assertThat(outcome.fields()).containsEntry("status", 204L);
      return peer.requests().getFirst();
    }
  }
}
