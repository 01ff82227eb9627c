package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.engine.Event;
import irb.engine.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A signal in each state a run can be in: the running step is ended or named, the log is closed,
/// and no process is left.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
class SignalStatesTest {
  private static final String BOOK =
      """
      playbook: p
      title: P
      targets: {db: {postgres: "${{ env.DATABASE_URL }}"}, here: {local: .}, api: {http: "http://127.0.0.1:PORT"}}
      """;
  private static final String HEAD = "runbook: NAME\ntitle: R\nsteps:\n";
  private static final String CHANGE =
      """
      - {id: due, decide: Due, choose: [{when: now < now, next: no_action}], otherwise: change}
      - {id: change, remediate: Change, risk: low, undo: {none: a test}, ACTION}
      - {id: checked, verify: Checked, shell: {target: here, command: [touch, went_on], effect: read}, next: resolved}
      """;
  private static final String SLOW =
      "shell: {target: here, script: 'touch begun; until test -e go; do sleep 0.05; done; touch ended'}";

  @TempDir Path folder;
  private final Postgres server;

  SignalStatesTest(Servers.All servers) {
    server = servers.first();
  }

  /// What a run is doing when the signal comes.
  enum State {
    PARALLEL_READS(
        """
        - {id: one, diagnose: One, shell: {target: here, script: 'sleep 60', effect: read}}
        - {id: two, diagnose: Two, shell: {target: here, script: 'touch begun; sleep 60', effect: read}}
        - {id: then, decide: Then, choose: [{when: one.ok && two.ok, next: no_action}], otherwise: checked}
        - {id: checked, diagnose: Checked, shell: {target: here, command: [touch, went_on], effect: read}, next: no_action}
        """,
        "one"),
    RETRY_PAUSE(
        """
        - id: one
          diagnose: One
          shell: {target: here, script: 'touch begun; exit 1', effect: read}
          retry: {every: 60s, within: 10m}
        - {id: checked, diagnose: Checked, shell: {target: here, command: [touch, went_on, "${{ one.outcome }}"], effect: read}, next: no_action}
        """,
        "one"),
    SHELL_WRITE(CHANGE.replace("ACTION", SLOW), "change"),
    DEAF_WRITE(
        CHANGE.replace(
            "ACTION",
            "shell: {target: here, script: 'trap \"\" TERM; touch begun; until test -e go; do sleep"
                + " 0.05; done; touch ended'}"),
        "change"),
    SQL_WRITE(
        CHANGE.replace(
            "ACTION",
            "sql: {target: db, query: \"CREATE TEMP TABLE signalled AS SELECT pg_sleep(55)::text AS slept, 'MARK' AS it\"}"),
        "change"),
    HTTP_WRITE(CHANGE.replace("ACTION", "http: {target: api, post: /x}"), "change"),
    NESTED_WRITE(
        """
        - {id: due, decide: Due, choose: [{when: now < now, next: no_action}], otherwise: inner}
        - {id: inner, remediate: Inner, run: {runbook: other}}
        - {id: well, verify: Well, shell: {target: here, command: [touch, went_on], effect: read}, next: resolved}
        """,
        "inner/change");

    private final String steps;
    private final String step;

    State(String steps, String step) {
      this.steps = steps;
      this.step = step;
    }

    boolean isWrite() {
      return this != PARALLEL_READS && this != RETRY_PAUSE;
    }

    /// Whether nobody can say if a change that was cut short was made; a transaction is rolled
    /// back.
    boolean isDoubtful() {
      return isWrite() && this != SQL_WRITE;
    }

    boolean isShell() {
      return this == SHELL_WRITE || this == DEAF_WRITE || this == NESTED_WRITE;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PARALLEL_READS, HUP, 129",
    "RETRY_PAUSE, TERM, 143",
    "DEAF_WRITE, INT INT INT, 130",
    "SQL_WRITE, INT INT, 130",
  })
  void endsTheStepAndTheLog(State state, String signals, int exit) throws Exception {
    signalled(state, signals, exit);
  }

  static Stream<Arguments> all() {
    return Stream.of(State.values())
        .flatMap(state ->
            Stream.of("TERM 143", "HUP 129", "INT 130", "INT INT 130", "INT INT INT 130")
                .filter(s -> state.isShell() || !s.equals("INT 130") || !state.isWrite())
                .filter(s -> state.isWrite() || !s.startsWith("INT INT"))
                .map(s ->
                    Arguments.of(
                        state, s.substring(0, s.length() - 4), s.substring(s.length() - 3))));
  }

  @Tag("proof")
  @ParameterizedTest
  @MethodSource("all")
  void endsTheStepAndTheLogWhateverTheSignal(State state, String signals, int exit)
      throws Exception {
    signalled(state, signals, exit);
  }

  private void signalled(State state, String signals, int exit) throws Exception {
    var mark = state + " " + signals;
    try (var peer = new Hanging((in, _) -> in.readNBytes(10))) {
      var irb =
          new Irb(folder)
              .book(BOOK.replace("PORT", "" + peer.port()))
              .with("DATABASE_URL", server.url())
              .runbook("r", written("r", state.steps.replace("MARK", mark)))
              .runbook("other", written("other", CHANGE.replace("ACTION", SLOW)));
      try (var child = Child.start(irb, "run", "r", "--yes")) {
        switch (state) {
          case SQL_WRITE -> child.await(() -> runs(mark));
          case HTTP_WRITE -> child.await(peer::hasHeard);
          default -> child.await(() -> Files.exists(folder.resolve("begun")));
        }
        send(child, state, signals);
        var ran = child.await().exits(exit);

        ended(irb, state, signals, ran);
      }
    }
    assertThat(processes()).isEmpty();
    if (state == State.SQL_WRITE) {
      for (var poll = 0; poll < 100 && runs(mark); poll++) {
        LockSupport.parkNanos(50_000_000);
      }
      assertThat(runs(mark)).isFalse();
    }
  }

  private boolean runs(String mark) {
    try {
      return server.number(
              "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                  + " AND state = 'active' AND query LIKE '%"
                  + mark
                  + "%'")
          > 0;
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String written(String name, String steps) {
    return HEAD.replace("NAME", name) + steps.indent(2);
  }

  /// Each signal after the one before it was heard, as a person would.
  private void send(Child child, State state, String signals) throws Exception {
    var said = List.of("Ctrl-C again stops it", "Ctrl-C once more kills it");
    var all = signals.split(" ", -1);
    for (var i = 0; i < all.length; i++) {
      child.signal(all[i]);
      if (i + 1 < all.length) {
        child.awaitSaid(said.get(i));
      }
    }
    if (state.isShell() && signals.equals("INT")) {
      child.awaitSaid("left to finish");
      Files.createFile(folder.resolve("go"));
    }
  }

  private void ended(Irb irb, State state, String signals, Ran ran) throws IOException {
    var finished = state.isShell() && signals.equals("INT");
    irb.logVerifies();
    var log = Files.readString(irb.log());
    assertThat(log.lines().toList().getLast()).contains("\"type\":\"run_ended\"");
    var result =
        log.lines()
            .filter(l -> l.contains("\"type\":\"result\",\"step\":\"" + state.step + "\""))
            .toList();
    assertThat(result).hasSize(1);
    var outcome = state == State.RETRY_PAUSE ? "failed" : "aborted";
    assertThat(result.getFirst())
        .contains(
            "\"outcome\":\""
                + (finished ? "ok" : state.isDoubtful() ? "in_doubt" : outcome)
                + "\"");
    assertThat(Files.exists(folder.resolve("ended"))).isEqualTo(finished);
    assertThat(folder.resolve("went_on")).doesNotExist();
    ran.says(state == State.PARALLEL_READS ? "in 'two'" : "'" + state.step + "'");
    if (state.isDoubtful() && !finished) {
      ran.says("may or may not have taken effect");
    }
  }

  /// Whatever still runs in the folder of this test.
  private List<String> processes() throws IOException {
    var proc = Path.of("/proc");
    if (!Files.isDirectory(proc)) {
      System.out.println("acceptance: not looked for processes that are left, there is no /proc");
      return List.of();
    }
    try (var all = Files.list(proc)) {
      return all.filter(p -> p.getFileName().toString().matches("\\d+"))
          .filter(this::isHere)
          .map(Path::toString)
          .toList();
    }
  }

  private boolean isHere(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder.toRealPath());
    } catch (IOException _) {
      return false; // it has ended, or is somebody else's
    }
  }

  @Test
  void noStepBeginsAfterASignalBetweenSteps() throws Exception {
    for (var when : List.of(Event.Started.class, Event.Decided.class, Event.Proposed.class)) {
      var trial = new Trial(Files.createTempDirectory(folder, "between")).yes();
      trial.hearing(events -> {
        if (events.stream().anyMatch(when::isInstance)) {
          trial.interrupts().end(Exit.TERMINATED);
        }
      });

      var report =
          trial.run(CHANGE.replace("ACTION", "shell: {target: here, command: [touch, made]}"));

      assertThat(report.exit()).as("%s", when).isEqualTo(Exit.TERMINATED);
      assertThat(trial.made("made")).as("%s", when).isFalse();
      assertThat(trial.made("went_on")).isFalse();
      assertThat(trial.heard().getLast()).isInstanceOf(Event.Finished.class);
    }
  }

  @Test
  void aLostTerminalEndsARunThatWaitsForAnApproval() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    var irb = terminal();
    try (var tmux = new Tmux(irb)) {
      tmux.type("./irb run r").await("[y]es  [n]o");
      var process = ProcessHandle.of(tmux.pid()).orElseThrow();
      tmux.hangUp();
      process.onExit().join();
    }
    irb.logVerifies();
    assertThat(Files.readString(irb.log())).contains("\"outcome\":\"hung_up\",\"exit\":129");
    gone();
  }

  @Tag("proof")
  @Test
  void aSignalEndsARunThatAsksWhatNow() throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    try (var tmux = new Tmux(terminal())) {
      tmux.type("./irb run r").await("[y]es  [n]o").answer("n").await("What now?");
      tmux.signal("TERM").exits(143);
    }
    gone();
  }

  @Tag("proof")
  @ParameterizedTest
  @CsvSource({"TERM, 143", "HUP, 129", "INT, 130"})
  void aSignalEndsARunThatWaitsForAnApproval(String signal, int exit) throws Exception {
    if (!Tmux.isThere()) {
      return;
    }
    try (var tmux = new Tmux(terminal())) {
      tmux.type("./irb run r").await("[y]es  [n]o").signal(signal).exits(exit);
    }
    gone();
  }

  private Irb terminal() throws IOException {
    return new Irb(folder)
        .book("playbook: p\ntitle: P\ntargets: {here: {local: .}}\n")
        .runbook("r", written("r", CHANGE.replace("ACTION", SLOW)));
  }

  /// Nothing was begun, and once the terminal's own shell has ended nothing runs here.
  private void gone() throws IOException {
    assertThat(folder.resolve("begun")).doesNotExist();
    for (var poll = 0; poll < 100 && !processes().isEmpty(); poll++) {
      LockSupport.parkNanos(50_000_000);
    }
    assertThat(processes()).isEmpty();
  }
}
