package irb.crash;

import irb.acceptance.Irb;
import irb.crash.Scenario.Way;
import java.util.List;
import java.util.Map;

/// What else can be cut short, told with one HTTP API.
final class Scenarios {
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets: {api: {http: "${{ env.API }}"}, here: {local: .}}
      channels: {room: {http: "${{ env.API }}/tell"}}
      """;
  private static final List<Way> YES =
      List.of(Way.of("run", "change", "--yes"), Way.of("resume", "--yes"));

  private final HttpPeer peer;

  Scenarios(HttpPeer peer) {
    this.peer = peer;
  }

  /// All of them.
  List<Scenario> all() {
    return List.of(nested(), loop(), message(), twoPeople(), answers(), evidence());
  }

  private Scenario scenario(
      String name, List<Way> ways, Map<String, Long> whole, List<String> sent, String steps) {
    return scenario(name, ways, whole, sent, steps, _ -> {});
  }

  private Scenario scenario(
      String name,
      List<Way> ways,
      Map<String, Long> whole,
      List<String> sent,
      String steps,
      Scenario.Installation more) {
    Scenario.Installation all =
        (Irb irb) -> {
          peer.reset(irb);
          irb.book(BOOK).runbook("change", "runbook: change\ntitle: Change it\nsteps:\n" + steps);
          more.in(irb);
        };
    return new Scenario(name, all, peer::arrived, ways, whole, sent);
  }

  /// A runbook that runs another one, and a change behind that.
  Scenario nested() {
    return scenario(
        "nested",
        YES,
        Map.of("inner", 1L, "outer", 1L),
        List.of(),
        """
          - {id: ready, verify: It is time, http: {target: api, get: /inner}}
          - {id: restart, remediate: Restart it, run: other}
          - id: outer
            remediate: Make it
            risk: low
            http: {target: api, post: /outer}
            undo: {none: it is a test}
          - id: made
            verify: It is made
            http: {target: api, get: /outer}
            expect: result.json.n == 1
            next: resolved
        """,
        irb ->
            irb.runbook(
                "other",
                """
                runbook: other
                title: The other one
                steps:
                  - {id: can, verify: It can be done, http: {target: api, get: /inner}, expect: result.json.n == 0}
                  - {id: inner, remediate: Stop it, risk: low, http: {target: api, post: /inner}, undo: {none: it is a test}}
                  - {id: up, verify: It is up, http: {target: api, get: /inner}, expect: result.json.n == 1, next: resolved}
                """));
  }

  /// Two changes, the second made until it helps.
  Scenario loop() {
    return scenario(
        "loop",
        YES,
        Map.of("first", 1L, "second", 2L),
        List.of(),
        """
          - {id: look, diagnose: Was it made, http: {target: api, get: /second}}
          - id: needed
            decide: Is it needed?
            choose: [{when: look.json.n > 0, next: no_action}]
            otherwise: remedy
          - id: remedy
            decide: What is left?
            visits: 4
            choose:
              - {when: 'first.outcome == "not_run"', next: first}
              - {when: 'second.outcome == "not_run" || seen.json.n < 2', next: second}
            otherwise: escalate
          - {id: first, remediate: First, risk: low, http: {target: api, post: /first}, undo: {none: a test}, next: begun}
          - id: begun
            verify: It is begun
            http: {target: api, get: /first}
            expect: result.json.n == 1
            next: remedy
          - {id: second, remediate: Second, risk: low, http: {target: api, post: /second}, undo: {none: a test}, next: seen}
          - id: seen
            verify: It is there
            http: {target: api, get: /second}
            expect: result.json.n == 2
            retry: {attempts: 2, every: 1ms}
            on_failure: remedy
            next: resolved
        """);
  }

  /// A message that is told once or not at all, and then a change.
  Scenario message() {
    return scenario(
        "message",
        YES,
        Map.of("tell", 1L, "change", 1L),
        List.of("tell"),
        """
          - {id: look, diagnose: Was it made, http: {target: api, get: /change}}
          - {id: tell, communicate: Tell them, notify: {channel: room, text: It is slow}}
          - id: needed
            decide: Is it needed?
            choose: [{when: look.json.n > 0, next: no_action}]
            otherwise: change
          - {id: change, remediate: Make it, risk: low, http: {target: api, post: /change}, undo: {none: a test}, next: made}
          - {id: made, verify: It is made, http: {target: api, get: /change}, expect: result.json.n == 1, next: resolved}
        """);
  }

  /// A change that two people approve, who take turns, and that may be made once an hour.
  Scenario twoPeople() {
    var maria = new Way("maria", List.of("resume", "--approve", "change"));
    var tester = Way.of("resume", "--approve", "change");
    return scenario(
        "two people",
        List.of(
            Way.of("run", "change", "--approve", "change"), maria, tester, maria, tester, maria),
        Map.of("change", 1L),
        List.of(),
        """
          - {id: look, diagnose: Was it made, http: {target: api, get: /change}}
          - id: needed
            decide: Is it needed?
            choose: [{when: look.json.n > 0, next: no_action}]
            otherwise: change
          - id: change
            remediate: Make it
            risk: high
            approvals: 2
            limits: {runs: 1, per: 1h}
            http: {target: api, post: /change}
            undo: {none: a test}
            next: made
          - {id: made, verify: It is made, http: {target: api, get: /change}, expect: result.json.n == 1, next: resolved}
        """);
  }

  /// Questions and work by hand; who takes it up answers only what was not answered yet.
  Scenario answers() {
    var all =
        List.of(
            "--yes", "--answer", "who=ada", "--answer", "which=change", "--answer", "done=done");
    var again = new java.util.ArrayList<>(List.of("resume"));
    again.addAll(all);
    var first = new java.util.ArrayList<>(List.of("run", "change"));
    first.addAll(all);
    return scenario(
        "answers",
        List.of(new Way("tester", first), new Way("tester", again)),
        Map.of("change", 1L),
        List.of(),
        """
          - {id: who, diagnose: Who is it, ask: {type: string}}
          - {id: done, diagnose: Pull the plug, manual: Pull the plug}
          - id: which
            decide: Which remedy?
            ask: {change: Make it, escalate: Hand over}
          - {id: change, remediate: "Make it for ${{ who.answer }}", risk: low, http: {target: api, post: /change}, undo: {none: a test}, next: made}
          - {id: made, verify: It is made, http: {target: api, get: /change}, expect: result.json.n == 1, next: resolved}
        """);
  }

  /// What steps save is part of what is cut short.
  Scenario evidence() {
    return scenario(
        "evidence",
        YES,
        Map.of("change", 1L),
        List.of(),
        """
          - {id: look, diagnose: Was it made, http: {target: api, get: /change}, save: before.json}
          - id: needed
            decide: Is it needed?
            choose: [{when: look.json.n > 0, next: no_action}]
            otherwise: change
          - {id: change, remediate: Make it, risk: low, http: {target: api, post: /change}, undo: {none: a test}, next: made}
          - {id: made, verify: It is made, http: {target: api, get: /change}, expect: result.json.n == 1, save: after.json, next: resolved}
        """);
  }
}
