package irb.drill;

/// A small runbook for drills: when the service does not answer, it is restarted.
final class Tried {
  static final String PLAYBOOK =
      """
      playbook: tried
      title: Tried
      targets:
        api: {http: "${{ env.API_URL }}"}
        server: {local: .}
      """;

  static final String RUNBOOK =
      """
      runbook: tried
      title: Restart what does not answer
      steps:
        - id: answers
          diagnose: Does it answer?
          http: {target: api, get: /health}
        - id: needed
          decide: Is it needed?
          choose:
            - {when: answers.ok, next: no_action}
          otherwise: restart
        - id: restart
          remediate: Restart it
          risk: high
          shell: {target: server, command: [service, restart, app]}
          undo: {none: nothing to take back}
        - id: back
          verify: It answers
          http: {target: api, get: /health}
          retry: {every: 1s, within: 3s}
          on_failure: escalate
          next: resolved
      """;

  static final String SANDBOX =
      """
      drill: tried
      pace: 100
      sandbox:
        api: {http: {GET /health: {json: {status: up}}}}
        server: {commands: {service restart *: {out: restarted}}}
      fault:
        - http: {target: api, GET /health: {status: 503}}
          healed_by: service restart *
      """;

  static final String DRILL =
      SANDBOX
          + """
          approve: all
          expect:
            outcome: resolved
            path: [answers, needed, restart, back]
            state: [{http: {target: api, get: /health}, expect: result.status == 200}]
            healthy: {outcome: no_action}
          """;

  private Tried() {}
}
