package irb.draft;

import irb.runbook.Playbook;
import irb.runbook.Playbook.TargetSpec;
import irb.step.Target.Kind;
import java.util.List;
import java.util.Optional;

/// How a draft's steps reach a target: what looks at the service, what restarts it, and what stands
/// in for both in the drill.
record Reach(Kind kind, String target) {
  private static final String STATE = "systemctl is-active app";
  private static final String RESTART = "systemctl restart app";

  /// What looks, of the targets of `playbook`: from outside, if that can be.
  static Optional<Reach> looking(Playbook playbook) {
    return first(playbook, List.of(Kind.HTTP, Kind.LOCAL, Kind.SSH));
  }

  /// What restarts.
  static Optional<Reach> acting(Playbook playbook) {
    return first(playbook, List.of(Kind.LOCAL, Kind.SSH, Kind.HTTP));
  }

  private static Optional<Reach> first(Playbook playbook, List<Kind> kinds) {
    for (var kind : kinds) {
      for (TargetSpec target : playbook.targets().values()) {
        if (target.kind() == kind) {
          return Optional.of(new Reach(kind, target.name()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isHttp() {
    return kind == Kind.HTTP;
  }

  private String named() {
    return "{target: " + Scalars.of(target) + ", ";
  }

  private String key() {
    return kind == Kind.SSH ? "ssh: " : "shell: ";
  }

  /// The action that reads whether the service answers.
  String look() {
    return isHttp()
        ? "http: " + named() + "get: /health}"
        : key() + named() + "command: [systemctl, is-active, app], effect: read}";
  }

  /// The action that restarts it.
  String restart() {
    return isHttp()
        ? "http: " + named() + "post: /admin/restart}"
        : key() + named() + "command: [systemctl, restart, app]}";
  }

  /// What ends the fault of the drill.
  String healing() {
    return isHttp() ? "POST /admin/restart" : RESTART;
  }

  /// The answer of a service that is well.
  String well() {
    return isHttp() ? "GET /health: {status: 200}" : STATE + ": {out: \"active\\n\"}";
  }

  /// The answer to the restart.
  String restarted() {
    return isHttp() ? "POST /admin/restart: {status: 204}" : RESTART + ": {}";
  }

  /// What stands in for the target and gives `answers`.
  String standIn(List<String> answers) {
    var all = "{" + String.join(", ", answers) + "}";
    return Scalars.of(target)
        + ": "
        + switch (kind) {
          case HTTP -> "{http: " + all + "}";
          case SSH -> "{ssh: {hosts: [host1], commands: " + all + "}}";
          case LOCAL, POSTGRES, REDIS, KUBECTL -> "{commands: " + all + "}";
        };
  }

  /// The service is down.
  String fault() {
    return isHttp()
        ? "http: " + named() + "GET /health: {status: 503}}"
        : "commands: " + named() + STATE + ": {out: \"failed\\n\", exit: 3}}";
  }
}
