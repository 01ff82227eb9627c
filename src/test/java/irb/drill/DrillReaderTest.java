package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Expressions;
import irb.source.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrillReaderTest {
  @TempDir Path folder;

  private List<Finding> findings(String drill) throws IOException {
    var shelf = new Stage(folder).shelf(Tried.PLAYBOOK, Tried.RUNBOOK, drill);
    return new DrillLoader(Stage.TYPES, new Expressions(), folder)
        .lint(shelf, Drills.of(shelf).getFirst());
  }

  @Test
  void findsNothingInASoundDrill() throws IOException {
    assertThat(findings(Tried.DRILL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pace: 100 | pase: 100 | unknown key 'pase' in a drill
          pace: 100 | pace: 0 | 'pace' is a whole number of at least 1
          outcome: resolved | outcome: solved | 'outcome' is one of
          outcome: resolved | status: 1 | 'outcome' is needed
          GET /health: {json: {status: up}} | health: {} | 'health' is no route
          {json: {status: up}} | {json: 1, body: x} | an answer has 'json' or 'body', not both
          {json: {status: up}} | {status: 600} | a status is at most 599
          service restart *: {out: restarted} | /bin/service: {} | does not begin with the name of a program
          {out: restarted} | {exit: 300} | an exit code is at most 255
          {out: restarted} | {output: x} | unknown key 'output' in an answer
          path: [answers, | path: [answer, | runbook 'tried' has no step 'answer'
          approve: all | approve: [restrat] | runbook 'tried' has no step 'restrat'
          approve: all | decline: [none] | runbook 'tried' has no step 'none'
          http: {target: api, GET | http: {target: apy, GET | there is no sandbox 'apy'
          http: {target: api, GET | http: {target: server, GET | 'server' is of kind local
          result.status == 200 | result.state == 200 | state
          get: /health}, expect | post: /health}, expect | a check of the state only reads
          healed_by: service | healt_by: service | unknown key 'healt_by' in a fault
          server: {commands: | server: {programs: | a sandbox is exactly one of postgres, redis, http, kubectl, ssh, commands, tls, dns
          server: {commands: {service restart *: {out: restarted}}} | server: {http: {}} | target 'server' is of kind local, and this is http
          drill: tried | drill: tired | the file is called tried.yaml and holds the drill tired
          """)
  void locatesWhatIsWrong(String right, String wrong, String message) throws IOException {
    assertThat(Tried.DRILL).contains(right);

    var found = findings(Tried.DRILL.replace(right, wrong));

    assertThat(found).extracting(Finding::message).anyMatch(m -> m.contains(message));
    assertThat(found).allMatch(f -> f.place().source().name().endsWith("drills/tried.yaml"));
  }

  @Test
  void leavesNoTargetToARealServer() throws IOException {
    var found =
        findings(Tried.DRILL.replace("  api: {http: {GET /health: {json: {status: up}}}}\n", ""));

    assertThat(found)
        .extracting(Finding::message)
        .contains("the runbook uses the target 'api', and no sandbox stands in for it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {max_connections: 3} | 'max_connections' is a whole number of at least 10
          {settings: {port: 1}} | 'port' is no setting that a drill can choose
          {login: {user: postgres}} | 'postgres' is no ordinary role
          {init: there-is-none.sql} | there is no readable file 'there-is-none.sql' beside the drill
          """)
  void checksAPostgresSandbox(String plan, String message) throws IOException {
    var found =
        findings(Tried.DRILL.replace("sandbox:\n", "sandbox:\n  db: {postgres: " + plan + "}\n"));

    assertThat(found).extracting(Finding::message).anyMatch(m -> m.startsWith(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {namespace: Shop} | 'Shop' is no name in Kubernetes
          {nods: [a]} | unknown key 'nods' in 'kubectl'
          {denied: [destroy deployments]} | 'destroy deployments' is no verb and resource of Kubernetes
          {denied: [delete]} | 'delete' is no verb and resource of Kubernetes
          {deployments: {API: {images: {app: x}}}} | 'API' is no name in Kubernetes
          {deployments: {api: {replicas: 3}}} | a deployment needs 'images'
          {deployments: {api: {images: {}}}} | no container is named
          {deployments: {api: {images: {app: a b}}}} | 'app' is no container with an image
          {deployments: {api: {images: {app: x}, replicas: 999}}} | a drill has at most 200 pods
          {deployments: {api: {images: {app: x}, deadline: soon}}} | 'soon' is no duration of a second or more
          {deployments: {api: {images: {app: x}, size: 1}}} | unknown key 'size' in a deployment
          {pods: {job: {images: {app: x}, status: Dead}}} | 'status' is one of NotReady, Pending, ErrImagePull
          """)
  void checksAKubectlSandbox(String plan, String message) throws IOException {
    var found =
        findings(
            Tried.DRILL.replace("sandbox:\n", "sandbox:\n  cluster: {kubectl: " + plan + "}\n"));

    assertThat(found).extracting(Finding::message).anyMatch(m -> m.startsWith(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {target: cluster} | what goes wrong is exactly one of image, scale, ready, pods, answer
          {target: cluster, deployment: api, scale: 0, ready: 1} | what goes wrong is exactly one of
          {target: cluster, scale: 0} | 'kubectl' needs 'deployment'
          {target: cluster, deployment: api, scale: 999} | a drill has at most 200 pods
          {target: cluster, deployment: apy, scale: 0} | the sandbox has no deployment 'apy'
          {target: cluster, deployment: api, image: {ap: x}} | the sandbox has no container 'ap'
          {target: cluster, deployment: api, pods: {log: x}} | 'pods' needs 'status'
          {target: cluster, deployment: api, pods: {status: Sad}} | 'status' is one of
          {target: cluster, answer: 700} | a status is at most 599
          {target: cluster, answer: 503, deployment: api} | unknown key 'deployment' in 'kubectl'
          {target: api, deployment: api, scale: 0} | 'api' is of kind http, which this fault is not for
          """)
  void checksAKubectlFault(String fault, String message) throws IOException {
    var cluster = "  cluster: {kubectl: {deployments: {api: {images: {app: shop/api:1}}}}}\n";

    var found =
        findings(
            Tried.DRILL
                .replace("sandbox:\n", "sandbox:\n" + cluster)
                .replace("fault:\n", "fault:\n  - kubectl: " + fault + "\n"));

    assertThat(found).extracting(Finding::message).anyMatch(m -> m.startsWith(message));
  }

  @Test
  void findsNothingInASoundKubectlDrill() throws IOException {
    var shelf =
        new Stage(folder)
            .shelf(
                Tried.PLAYBOOK + "  cluster: {kubectl: shop}\n",
                Tried.RUNBOOK,
                Tried.DRILL
                    .replace(
                        "sandbox:\n",
                        """
                        sandbox:
                          cluster:
                            kubectl:
                              namespace: shop
                              nodes: [node-1, node-2]
                              deployments:
                                api: {replicas: 3, images: {app: shop/api:1.4}, log: ready, deadline: 10s}
                              pods: {migrate: {images: {app: shop/migrate:1}, status: Error, log: boom}}
                              denied: [delete deployments, patch deployments/scale, '* secrets']
                              broken_images: ['*:bad*']
                        """)
                    .replace(
                        "fault:\n",
                        """
                        fault:
                          - stop: cluster
                          - kubectl: {target: cluster, deployment: api, image: {app: shop/api:bad}}
                          - kubectl: {target: cluster, deployment: api, scale: 0}
                          - kubectl: {target: cluster, deployment: api, ready: 1}
                          - kubectl:
                              target: cluster
                              deployment: api
                              pods: {status: CrashLoopBackOff, log: boom, ready: 1, new: true}
                            healed_by: kubectl rollout undo *
                          - kubectl: {target: cluster, answer: 401}
                        """));

    assertThat(
            new DrillLoader(Stage.TYPES, new Expressions(), folder)
                .lint(shelf, Drills.of(shelf).getFirst()))
        .isEmpty();
  }

  @Test
  void readsEveryFault() throws IOException {
    var found =
        findings(
            Tried.DRILL.replace(
                "fault:\n",
                """
                fault:
                  - hold_connections: {target: db, count: some, state: busy, for: long, as: ROOT}
                  - session: {target: db}
                  - {stop: server, start: server}
                """));

    assertThat(found)
        .extracting(Finding::message)
        .anyMatch(m -> m.startsWith("'count' is a whole number"))
        .anyMatch(m -> m.startsWith("'state' is one of idle, active, idle in transaction"))
        .contains("'long' is no duration", "'ROOT' is no ordinary role")
        .contains("'session' needs 'sql'", "unknown key 'start' in a fault");
  }
}
