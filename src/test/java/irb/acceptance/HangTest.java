package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Status;
import irb.engine.StepResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers that fall silent, each at another point: a step gives them up within its timeout and two
/// seconds.
class HangTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration GIVEN_UP = TIMEOUT.plusSeconds(2);

  @TempDir Path folder;

  /// What the machine itself was late by.
  private Duration lag = Duration.ZERO;

  /// The servers that read a request to its end.
  private final Set<Phase> heard = ConcurrentHashMap.newKeySet();

  /// How far a server goes, and how it is reached.
  enum Phase {
    POSTGRES_ACCEPTED("postgres: 'postgres://irb:s3cret-pw@127.0.0.1:PORT/irb'", Hanging::silence),
    POSTGRES_TLS(
        "postgres: 'postgres://irb:s3cret-pw@127.0.0.1:PORT/irb?sslmode=require'",
        Hanging::postgresTls),
    POSTGRES_STARTUP(
        "postgres: 'postgres://irb:s3cret-pw@127.0.0.1:PORT/irb?sslmode=disable'",
        Hanging::silence),
    POSTGRES_AUTHENTICATION(
        "postgres: 'postgres://irb:s3cret-pw@127.0.0.1:PORT/irb?sslmode=disable'",
        Hanging::postgresPassword),
    POSTGRES_REPLY(
        "postgres: 'postgres://irb:s3cret-pw@127.0.0.1:PORT/irb?sslmode=disable'",
        Hanging::postgresQuery),
    HTTP_ACCEPTED("http: 'http://127.0.0.1:PORT'", Hanging::silence),
    HTTP_TLS("http: 'https://127.0.0.1:PORT'", Hanging::silence),
    HTTP_HEADERS("http: 'http://127.0.0.1:PORT'", Hanging::halfTheHeaders),
    HTTP_BODY("http: 'http://127.0.0.1:PORT'", Hanging::trickle);

    private final String target;

    @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
    private final Hanging.Talk talk;

    Phase(String target, Hanging.Talk talk) {
      this.target = target;
      this.talk = talk;
    }

    boolean isHttp() {
      return target.startsWith("http");
    }

    String read() {
      return isHttp() ? "http: {get: /x}" : "sql: {query: SELECT 1 AS one}";
    }

    String write() {
      return isHttp() ? "http: {post: /x}" : "sql: {query: DELETE FROM t}";
    }
  }

  @Test
  void aReadIsGivenUp() throws Exception {
    var results =
        atOnce(phase ->
            """
            - {id: it, diagnose: It, timeout: 1s, ACTION}
            - {id: enough, decide: Enough, choose: [{when: it.ok, next: abort}], otherwise: no_action}
            """
                .replace("ACTION", phase.read()));

    results.forEach((phase, result) -> {
      assertThat(result.status()).as("%s", phase).isIn(Status.TIMED_OUT, Status.ERROR);
      assertThat(result.reason()).as("%s", phase).isIn("timeout", "unreachable");
      assertThat(result.took())
          .as("%s", phase)
          .isBetween(TIMEOUT.minusMillis(100), GIVEN_UP.plus(lag));
      assertThat(result.why()).doesNotContain("s3cret-pw");
    });
  }

  @Test
  void aWriteIsGivenUpAndInDoubtWhereItMayHaveArrived() throws Exception {
    var results =
        atOnce(phase ->
            """
            - {id: due, decide: Due, choose: [{when: now < now, next: no_action}], otherwise: it}
            - {id: it, remediate: It, risk: RISK, undo: {none: a test}, timeout: 1s, on_failure: escalate, ACTION}
            - {id: well, verify: Well, http: {get: http://127.0.0.1:1/}, next: resolved, on_failure: escalate}
            """
                .replace("ACTION", phase.write())
                .replace("RISK", phase.write().startsWith("sql") ? "medium" : "low"));

    results.forEach((phase, result) -> {
      assertThat(result.took())
          .as("%s", phase)
          .isBetween(TIMEOUT.minusMillis(100), GIVEN_UP.plus(lag));
      var doubtful = heard.contains(phase) && phase != Phase.HTTP_TLS && phase.isHttp();
      if (doubtful) {
        assertThat(result.status()).as("%s", phase).isEqualTo(Status.IN_DOUBT);
      } else if (!phase.isHttp()) {
        assertThat(result.status()).as("%s", phase).isIn(Status.TIMED_OUT, Status.ERROR);
      }
    });
  }

  /// The result of the step `it` against each of the servers; they hang side by side.
  private Map<Phase, StepResult> atOnce(Function<Phase, String> steps) throws Exception {
    var results = new EnumMap<Phase, StepResult>(Phase.class);
    var running = new EnumMap<Phase, Future<StepResult>>(Phase.class);
    // so that no step waits for classes that another one loads
    for (var phase : Set.of(Phase.POSTGRES_TLS, Phase.HTTP_TLS)) {
      result(phase, "warm", steps.apply(phase).replace("timeout: 1s", "timeout: 200ms"));
    }
    try (var late = new Lag();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var phase : Phase.values()) {
        running.put(phase, threads.submit(() -> result(phase, "it", steps.apply(phase))));
      }
      for (var phase : Phase.values()) {
        results.put(phase, Objects.requireNonNull(running.get(phase)).get());
      }
      lag = late.total();
    }
    return results;
  }

  private StepResult result(Phase phase, String place, String steps) throws Exception {
    try (var server = new Hanging(phase.talk)) {
      var trial =
          new Trial(Files.createDirectory(folder.resolve(place + phase)))
              .playbook(
                  "playbook: p\ntitle: P\ntargets: {it: {"
                      + phase.target.replace("PORT", String.valueOf(server.port()))
                      + "}}\n")
              .yes();
      trial.run(steps);
      if (server.hasHeard()) {
        heard.add(phase);
      }
      return trial.last("it").result();
    }
  }
}
