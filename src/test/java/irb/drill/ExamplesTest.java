package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;

import irb.StepTypes;
import irb.runbook.Library;
import irb.step.StepType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `irb help steps` shows runs, against a real peer where there is one.
class ExamplesTest {
  private static final Pattern ID = Pattern.compile("id: (\\w+)");

  private static final String PLAYBOOK =
      """
      playbook: tried
      title: Examples
      targets:
        server: {local: .}
        web: {ssh: [web1, web2]}
        db: {postgres: "postgres://irb@127.0.0.1:1/irb"}
        cache: {redis: "redis://127.0.0.1:1"}
        api: {http: "http://127.0.0.1:1"}
        cluster: {kubectl: nowhere}
      channels: {incidents: {manual: Tell them}}
      """;

  private static final String NESTED =
      """
      runbook: app-health
      title: Is the application well?
      params: {service: {type: string}}
      steps:
        - id: look
          diagnose: Does it answer?
          shell: {target: server, command: [systemctl, is-active, "${{ params.service }}"], effect: read}
          next: no_action
      """;

  /// What each example needs besides its playbook.
  private static final Map<String, String> PEERS =
      Map.ofEntries(
          Map.entry("sql", "sandbox: {db: {postgres: {}}}"),
          Map.entry("http", "sandbox: {api: {http: {GET /api/v1/health: {status: 200}}}}"),
          Map.entry("redis", "sandbox: {cache: {redis: {}}}"),
          Map.entry("shell", "sandbox: {server: {commands: {df *: {out: full}}}}"),
          Map.entry(
              "ssh", "sandbox: {web: {ssh: {hosts: [web1, web2], commands: {uptime: {out: up}}}}}"),
          Map.entry(
              "kubectl",
              "sandbox: {cluster: {kubectl: {deployments: {api: {replicas: 2, images: {app:"
                  + " \"shop/api:1\"}}}}}}"),
          Map.entry(
              "tls",
              """
              sandbox: {cert: {tls: {names: [api.example.com]}}}
              with: {host: "${{ sandbox.cert.host }}", port: "${{ sandbox.cert.port }}"}
              env: {CA_FILE: "${{ sandbox.cert.ca }}"}
              """),
          Map.entry(
              "dns",
              """
              sandbox: {names: {dns: {records: {api.example.com: {A: [192.0.2.10]}}}}}
              with: {server: "${{ sandbox.names.server }}"}
              """),
          Map.entry("ask", "sandbox: {server: {commands: {}}}\nanswers: {which_service: api}"),
          Map.entry("manual", "sandbox: {server: {commands: {}}}\nanswers: {status_page: done}"),
          Map.entry("notify", "sandbox: {server: {commands: {}}}\nanswers: {tell: done}"),
          Map.entry("run", "sandbox: {server: {commands: {systemctl is-active api: {}}}}"));

  /// Where the example names a server of the outside world, the drill's own takes its place.
  private static final Map<String, Map<String, String>> ELSEWHERE =
      Map.of(
          "tls",
          Map.of(
              "{host: api.example.com}",
              "{host: \"${{ params.host }}\", port: \"${{ params.port }}\","
                  + " server_name: api.example.com, ca: \"${{ env.CA_FILE }}\"}"),
          "dns",
          Map.of("server: 9.9.9.9", "server: \"${{ params.server }}\""));

  private static final Map<String, String> PARAMS =
      Map.of(
          "tls",
          "params: {host: {type: string}, port: {type: int}}\n",
          "dns",
          "params: {server: {type: string}}\n");

  @TempDir Path folder;

  static Collection<StepType> types() {
    return StepTypes.all().values();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyExampleRuns(StepType type) throws IOException {
    if (type.key().equals("kubectl") && !isKubectlHere()) {
      System.out.println("examples: that of kubectl is not run, because there is no kubectl");
      return;
    }
    var heard = new Overheard();
    var stage = new Stage(folder);

    var result = stage.run(shelf(stage, type), heard);

    assertThat(result.failures()).as(heard::text).isEmpty();
  }

  private Library.Shelf shelf(Stage stage, StepType type) throws IOException {
    var example = type.example();
    for (var replaced : ELSEWHERE.getOrDefault(type.key(), Map.of()).entrySet()) {
      example = example.replace(replaced.getKey(), replaced.getValue());
    }
    var matcher = ID.matcher(example);
    assertThat(matcher.find()).isTrue();
    var id = matcher.group(1);
    var runbook =
        "runbook: tried\ntitle: Example\n"
            + PARAMS.getOrDefault(type.key(), "")
            + "steps:\n"
            + example.indent(2)
            + "  - {id: enough, decide: Enough, choose: [{when: "
            + id
            + ".ok, next: no_action}], otherwise: abort}\n";
    var drill =
        "drill: tried\n"
            + Objects.requireNonNull(PEERS.get(type.key()), type::key).stripTrailing()
            + "\nexpect: {outcome: no_action, path: ["
            + (type.key().equals("run") ? "app, app/look" : id)
            + ", enough]}\n";
    var shelf = stage.shelf(PLAYBOOK, runbook, drill);
    Files.writeString(shelf.file().resolveSibling("app-health.yaml"), NESTED);
    return shelf;
  }

  private static boolean isKubectlHere() {
    for (var directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, "kubectl"))) {
        return true;
      }
    }
    return false;
  }
}
