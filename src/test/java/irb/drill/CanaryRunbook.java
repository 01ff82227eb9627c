package irb.drill;

import java.util.LinkedHashMap;
import java.util.Map;

/// Runbooks whose every step gets, prints or holds a canary.
final class CanaryRunbook {
  static final String BOOK =
      """
      playbook: p
      title: P
      channels:
        slack: {slack: "${{ env.SLACK_WEBHOOK_URL }}"}
        pager: {pagerduty: {routing_key: "${{ env.PAGER_KEY }}", url: "${{ env.API_URL }}/fail"}}
        mail: {email: {to: [a@example.test], from: irb@example.test, smtp: "${{ env.SMTP_URL }}"}}
        hook: {http: {url: "${{ env.API_URL }}/fail", headers: {X-Given: "${{ env.API_KEY }}"}}}
      targets:
        here: {local: .}
        db: {postgres: "${{ env.DATABASE_URL }}"}
        wrong_db: {postgres: "${{ env.WRONG_URL }}"}
        api: {http: "${{ env.API_URL }}", headers: {X-API-Key: "${{ env.API_KEY }}"}}
        user: {http: "${{ env.USER_URL }}"}
        cache: {redis: "${{ env.REDIS_URL }}"}
        rude: {redis: "${{ env.RUDE_URL }}"}
        silent: {redis: "${{ env.SILENT_URL }}"}
        host: {ssh: "tester@127.0.0.1:%d", identity: "%s/id", fingerprint: "%s"}
      """;

  /// Prints every canary it has in many ways, and one in two pieces.
  private static final String SPEAK =
      """
      for v in "$T" "$K" "$P"; do
        printf '%s\\n' "$v"
        printf '%s' "$v" | base64 -w0; echo
        printf '%s' "$v" | base64
        printf 'x%s' "$v" | base64 -w0; echo
        printf 'xy%sz' "$v" | base64 -w0 | tr '+/' '-_'; echo
        printf '%s' "$v" | od -An -v -tx1 | tr -d ' \\n'; echo
        printf '%s' "$v" | od -An -v -tx1 | tr -d ' \\n' | tr 'a-f' 'A-F'; echo
        printf '%s' "$v" | od -An -v -tx1 | tr -d ' \\n' | sed 's/../%&/g'; echo
        printf '%s' "$v" | sed 's/"/\\\\"/g'; echo
        printf '%s' "$v" | sed 's/&/\\&amp;/g; s/</\\&lt;/g'; echo
      done
      printf '%s' "${K%?????????}"; sleep 0.2; printf '%s\\n' "${K#?????????}"
      cat
      echo "$T $K" >&2
      """;

  /// It waits for a file, so that a test can end what a killed irb leaves behind.
  @SuppressWarnings("InlineFormatString") // a page of shell has its own place
  private static final String WAIT =
      """
      echo "$T $K $P"; cat; : > %s; i=0
      while [ ! -e stop ] && [ $i -lt 200 ]; do sleep 0.1; i=$((i+1)); done
      """;

  private static final String GIVEN =
      "effect: read, env: {T: '${{ params.token }}', K: '${{ env.API_KEY }}', P: '${{ env.PEM_KEY"
          + " }}'}, stdin: '${{ env.PEM_KEY }}'";
  private static final String HEAD =
      "runbook: %s\ntitle: R\nparams: {token: {type: secret}}\nsteps:\n";
  private static final String END =
      """
      - {id: ready, decide: Ready, choose: [{when: shell_said.ok, next: shell_write}], otherwise: escalate}
      - id: shell_write
        remediate: Change
        risk: low
        undo: {shell: {target: here, env: {T: "${{ params.token }}"}, script: 'echo "$T"'}}
        shell: {target: here, env: {T: "${{ params.token }}", K: "${{ env.API_KEY }}"}, script: 'echo "$T $K"'}
      - id: ssh_write
        remediate: Change
        risk: low
        undo: {none: a test}
        ssh: {target: host, env: {T: "${{ params.token }}", K: "${{ env.API_KEY }}"}, script: 'echo "$T $K"'}
      - id: http_write
        remediate: Change
        risk: low
        undo: {none: a test}
        http: {target: api, post: /pause, json: {token: "${{ params.token }}", key: ["${{ env.API_KEY }}"], pem: "${{ env.PEM_KEY }}"}}
      - id: sql_write
        remediate: Change
        risk: low
        undo: {none: a test}
        sql: {target: db, query: "INSERT INTO canary VALUES (${{ params.token }}), (${{ env.API_KEY }}) RETURNING v"}
      - {id: checked, verify: Checked, http: {target: api, get: /health, headers: {X-Given: "${{ params.token }}"}}, next: resolved}
      """;

  static final String INNER =
      HEAD.formatted("inner")
          + """
          steps:
            - {id: told, diagnose: Told, shell: {target: here, effect: read, env: {T: "${{ params.token }}"}, script: 'echo "$T"; exit 4'}}
            - {id: heard, diagnose: Heard, http: {target: api, get: /pause, headers: {X-Given: "${{ params.token }}"}}, next: no_action}
          """
              .replace("steps:\n", "");

  private CanaryRunbook() {}

  /// The steps of a runbook that look, by their ids.
  private static Map<String, String> looks(CanaryServers servers) {
    var steps = new LinkedHashMap<String, String>();
    steps.put(
        "sql_said",
        "save: rows.csv, sql: {target: db, query: \"SELECT t, encode(convert_to(t, 'UTF8'), 'hex')"
            + " AS h, encode(convert_to(t, 'UTF8'), 'base64') AS b, quote_literal(t) AS q,"
            + " to_json(t) AS j FROM (VALUES (${{ params.token }}::text), (${{ env.API_KEY"
            + " }}::text), (${{ env.PEM_KEY }}::text)) AS x(t)\"}");
    steps.put("sql_refused", "sql: {target: db, query: \"SELECT ${{ params.token }}::int AS n\"}");
    steps.put("sql_wrong", "sql: {target: wrong_db, query: \"SELECT 1 AS n\"}");
    steps.put(
        "sql_slow",
        "timeout: 1s, sql: {target: db, query: \"SELECT ${{ params.token }}::text AS t,"
            + " pg_sleep(9)::text AS s\"}");
    steps.put(
        "http_said",
        "save: body, http: {target: api, get: /pause, headers:"
            + " {X-Given: '${{ params.token }}', X-Plain: '${{ env.API_KEY }}'}}");
    steps.put(
        "http_failed", "http: {target: api, get: /fail, headers: {X-Given: '${{ env.API_KEY }}'}}");
    steps.put(
        "http_slow",
        "timeout: 1s, save: half, http: {target: api, get: /hang, headers: {X-Given: '${{"
            + " params.token }}'}}");
    steps.put("http_user", "http: {target: user, get: /echo}");
    steps.put("redis_said", "save: answer, redis: {target: cache, command: GET leak}");
    steps.put("redis_map", "redis: {target: cache, command: HGETALL leaks}");
    steps.put("redis_refused", "redis: {target: rude, command: GET leak}");
    steps.put("redis_slow", "timeout: 1s, redis: {target: silent, command: GET leak}");
    for (var how : new String[] {"shell", "ssh"}) {
      var target = how + ": {target: " + (how.equals("ssh") ? "host" : "here") + ", " + GIVEN;
      steps.put(how + "_said", "save: " + how + ", " + target + ", script: " + flow(SPEAK) + "}");
      steps.put(how + "_failed", target + ", script: 'echo \"$T $K $P\" >&2; exit 3'}");
      steps.put(
          how + "_slow",
          "timeout: 1s, save: "
              + how
              + "_slow, "
              + target
              + ", script: 'echo \"$T $K\"; sleep 9'}");
    }
    steps.put(
        "dns_said",
        "save: zone, dns: {name: leak.example.test, type: TXT, server: "
            + quoted(servers.dns())
            + "}");
    steps.put(
        "dns_cut",
        "save: cut, dns: {name: cut.example.test, type: TXT, server: "
            + quoted(servers.dns())
            + "}");
    if (servers.hasKubectl()) {
      steps.put("kubectl_described", "save: described, kubectl: describe configmap login");
      steps.put("kubectl_yaml", "save: yaml, kubectl: get configmap login -o yaml");
      steps.put("kubectl_json", "kubectl: get configmap login");
      steps.put("kubectl_logs", "save: logs, kubectl: logs deployment/api");
      steps.put("kubectl_secret", "save: secret, kubectl: get secret login");
      steps.put("kubectl_failed", "kubectl: get pod nothing");
    }
    steps.put("asked", "ask: {type: text}");
    steps.put("done", "manual: Do it");
    steps.put("nested", "run: {runbook: inner, with: {token: '${{ params.token }}'}}");
    return steps;
  }

  static String all(CanaryServers servers) {
    var text = new StringBuilder(HEAD.formatted("r"));
    looks(servers)
        .forEach(
            (id, step) -> text.append("  - {id: " + id + ", diagnose: A look, " + step + "}\n"));
    for (var channel : new String[] {"slack", "pager", "mail", "hook"}) {
      text.append(
          "  - {id: tell_%1$s, communicate: Tell, notify: {channel: %1$s, text: It is slow}}\n"
              .formatted(channel));
    }
    return text + END.indent(2);
  }

  /// Its steps hold canaries until they are ended, and say so by files called `shell` and `ssh`.
  static String held() {
    var text = new StringBuilder(HEAD.formatted("held"));
    for (var how : new String[] {"shell", "ssh"}) {
      text.append(
          "  - {id: %1$s, diagnose: A look, save: %1$s, %1$s: {target: %2$s, %3$s, script: %4$s}}\n"
              .formatted(
                  how,
                  how.equals("ssh") ? "host" : "here",
                  GIVEN,
                  flow(WAIT.formatted(how + ".held"))));
    }
    text.append(
        "  - {id: http, diagnose: A look, save: body, http: {target: api, get: /hang, headers:"
            + " {X-Given: '${{ env.API_KEY }}'}}}\n");
    text.append(
        "  - {id: sql, diagnose: A look, sql: {target: db, query: \"SELECT ${{ params.token"
            + " }}::text AS t, pg_sleep(3)::text AS s\"}}\n");
    return text
        + """
          - {id: over, decide: Over, choose: [{when: now < now, next: abort}], otherwise: no_action}
        """;
  }

  private static String flow(String script) {
    return quoted(script);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
