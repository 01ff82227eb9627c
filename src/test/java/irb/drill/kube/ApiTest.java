package irb.drill.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
  private static final String JSON = "application/json";
  private static final String MERGE = "application/merge-patch+json";
  private static final String API = "/apis/apps/v1/namespaces/shop/deployments/api";
  private static final String MAPS = "/api/v1/namespaces/shop/configmaps";

  private static Lab lab;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    lab = Lab.open(folder);
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static void isStatus(HttpResponse<String> response, int code, String reason) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(code);
    assertThat(response.body())
        .contains("\"kind\":\"Status\"", "\"reason\":\"" + reason + "\"", "\"code\":" + code)
        .doesNotContain("Exception", "\tat ");
  }

  @Test
  void refusesAChangeOfWhatHasChangedSince() throws Exception {
    var stale = lab.get(API).body();
    lab.send("PATCH", API, MERGE, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");

    var replaced = lab.send("PUT", API, JSON, stale);
    var patched = lab.send("PATCH", API, MERGE, "{\"metadata\":{\"resourceVersion\":\"1\"}}");

    isStatus(replaced, 409, "Conflict");
    isStatus(patched, 409, "Conflict");
    assertThat(lab.send("PUT", API, JSON, lab.get(API).body()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /apis/apps/v1/namespaces/shop/deployments/none | 404 | NotFound
          GET    | /apis/apps/v1/namespaces/shop/gadgets          | 404 | NotFound
          GET    | /apis/none/v1/things                           | 404 | NotFound
          GET    | /api/v1/namespaces/shop/pods/migrate/none      | 404 | NotFound
          GET    | /api/v1/namespaces/shop/pods/migrate/log/x/y   | 404 | NotFound
          GET    | /metrics                                       | 404 | NotFound
          GET    | /api/v1/namespaces/%2e%2e/pods                 | 400 | BadRequest
          GET    | /api/v1/namespaces/shop/pods/%2e%2e            | 400 | BadRequest
          GET    | /api/v1/namespaces/a%2Fb/pods                  | 400 | BadRequest
          GET    | /api/v1/pods?labelSelector=a%20b               | 400 | BadRequest
          GET    | /api/v1/pods?fieldSelector=x                   | 400 | BadRequest
          GET    | /api/v1/pods?watch=1&resourceVersion=x         | 400 | BadRequest
          GET    | /api/v1/pods?watch=1&timeoutSeconds=-1         | 400 | BadRequest
          GET    | /api/v1/namespaces/shop/pods/migrate/log?tailLines=x | 400 | BadRequest
          POST   | /api/v1/namespaces/shop/pods/migrate           | 405 | MethodNotAllowed
          PUT    | /api/v1/namespaces/shop/pods                   | 405 | MethodNotAllowed
          OPTIONS | /api/v1/namespaces/shop/pods                  | 405 | MethodNotAllowed
          DELETE | /api/v1/namespaces/shop/pods/migrate?dryRun=x  | 400 | BadRequest
          GET    | /apis/authorization.k8s.io/v1/none             | 404 | NotFound
          GET    | /apis/metrics.k8s.io/v1beta1/secrets           | 404 | NotFound
          """)
  void answersWhatItDoesNotHaveWithAStatus(String method, String path, int code, String reason)
      throws Exception {
    isStatus(lab.send(method, path, JSON, ""), code, reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "7",
        "{} {}",
        "{\"kind\":\"ConfigMap\"}",
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":7}",
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":[]}}",
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"../x\"}}",
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"x\","
            + "\"labels\":{\"a\":7}}}",
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"x\","
            + "\"namespace\":\"other\"}}",
        "k8s\0 and no more than that"
      })
  void refusesBodiesThatAreNoObjects(String body) throws Exception {
    var response = lab.send("POST", MAPS, JSON, body);
    var binary = lab.send("POST", MAPS, Protobuf.TYPE, body);

    assertThat(response.statusCode()).as(response.body()).isIn(400, 422);
    assertThat(binary.statusCode()).as(binary.body()).isIn(400, 415);
    assertThat(response.body() + binary.body()).doesNotContain("Exception", "\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/merge-patch+json           | {"spec": 7}
          application/merge-patch+json           | {"spec": {"replicas": -1}}
          application/merge-patch+json           | {"spec": {"replicas": "many"}}
          application/merge-patch+json           | {"spec": {"replicas": 1000000}}
          application/merge-patch+json           | {"spec": {"template": null}}
          application/merge-patch+json           | {"spec": {"selector": {"matchLabels": {"a": "b"}}}}
          application/merge-patch+json           | {"metadata": {"name": "other"}}
          application/merge-patch+json           | []
          application/strategic-merge-patch+json | {"spec": {"template": {"spec": {"containers": [{"image": "x"}]}}}}
          application/json-patch+json            | {"op": "remove"}
          application/json-patch+json            | [{"op": "remove", "path": "/none"}]
          application/json-patch+json            | [{"op": "remove", "path": ""}]
          application/json-patch+json            | [{"op": "explode", "path": "/spec"}]
          application/json-patch+json            | [{"op": "add", "path": "spec", "value": 1}]
          application/json-patch+json            | [{"op": "replace", "path": "/spec", "value": []}]
          text/plain                             | {}
          """)
  void refusesPatchesThatWouldLeaveNoSuchObject(String type, String patch) throws Exception {
    var before = lab.get(API).body();

    var response = lab.send("PATCH", API, type, patch);

    assertThat(response.statusCode()).as(response.body()).isIn(400, 415, 422);
    assertThat(response.body()).contains("\"kind\":\"Status\"").doesNotContain("Exception");
    assertThat(lab.get(API).body()).isEqualTo(before);
  }

  @Test
  void refusesWhatIsTooLargeOrTooDeep() throws Exception {
    isStatus(
        lab.send("POST", MAPS, JSON, "\"" + "x".repeat(5_000_000) + "\""),
        413,
        "RequestEntityTooLarge");
    isStatus(lab.send("POST", MAPS, JSON, "[".repeat(100_000)), 400, "BadRequest");
    assertThat(lab.get("/readyz").body()).isEqualTo("ok");
  }

  @Test
  void survivesWhatIsNoHttp() throws Exception {
    for (var line :
        new String[] {"GET /api/v1/%zz HTTP/1.1", "\0\0\0", "GET  ", "GET * HTTP/1.1"}) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), lab.server.port())) {
        socket.getOutputStream().write((line + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        socket.shutdownOutput();
        var said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).doesNotContain("\tat ");
      }
    }
    assertThat(lab.get("/readyz").body()).isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorized",
    "403, Forbidden",
    "429, TooManyRequests",
    "500, InternalError",
    "503, ServiceUnavailable"
  })
  void refusesEverybodyWhenItIsToldTo(int status, String reason) throws Exception {
    lab.cluster.refuse(OptionalInt.of(status));
    isStatus(lab.get("/api"), status, reason);
    isStatus(lab.get(API), status, reason);

    lab.cluster.refuse(OptionalInt.empty());
    assertThat(lab.get(API).statusCode()).isEqualTo(200);
  }

  @Test
  void deniesWhatTheDrillDenies() throws Exception {
    var services = "/api/v1/namespaces/shop/services/x";

    isStatus(lab.send("DELETE", "/api/v1/namespaces/shop/secrets/x", JSON, ""), 403, "Forbidden");
    isStatus(lab.send("PATCH", services, MERGE, "{}"), 403, "Forbidden");
    isStatus(lab.send("DELETE", services, JSON, ""), 404, "NotFound");
  }

  @Test
  void deletesOnlyUnderItsPreconditions() throws Exception {
    var wrong = "{\"preconditions\":{\"uid\":\"other\"}}";

    var worker = "/apis/apps/v1/namespaces/shop/deployments/worker";

    isStatus(lab.send("DELETE", worker, JSON, wrong), 409, "Conflict");
    var orphaned = lab.send("DELETE", worker, JSON, "{\"propagationPolicy\":\"Orphan\"}");

    assertThat(orphaned.body()).contains("\"status\":\"Success\"");
    isStatus(lab.get(worker), 404, "NotFound");
    assertThat(lab.get("/api/v1/namespaces/shop/pods?labelSelector=app%3Dworker").body())
        .contains("shop/worker:7");
  }

  @Test
  void aWatchTellsWhatIsThereAndWhatChanges() throws Exception {
    var version = lab.cluster.version();
    lab.send("POST", MAPS, JSON, map("a", "x"));
    lab.send("POST", MAPS, JSON, map("b", "y"));
    lab.send("PUT", MAPS + "/a", JSON, map("a", "y"));
    lab.send("DELETE", MAPS + "/b", JSON, "");

    var changes =
        lab.get(MAPS + "?watch=1&timeoutSeconds=0&labelSelector=is%3Dy&resourceVersion=" + version)
            .body();
    var all = lab.get(MAPS + "?watch=1&timeoutSeconds=0&sendInitialEvents=true").body();
    var old = lab.get(MAPS + "?watch=1&timeoutSeconds=0&resourceVersion=1").body();

    // with a time of 0 nothing is waited for, and what has been is told
    assertThat(all).contains("\"type\":\"ADDED\"", "k8s.io/initial-events-end");
    assertThat(old).contains("\"type\":\"ADDED\"");
    assertThat(changes.lines().map(l -> l.substring(0, l.indexOf(','))))
        .containsExactly("{\"type\":\"ADDED\"", "{\"type\":\"ADDED\"", "{\"type\":\"DELETED\"");
  }

  private static String map(String name, String label) {
    return """
    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","labels":{"is":"%s"}}}\
    """
        .formatted(name, label);
  }
}
