package irb.crash;

import irb.acceptance.Irb;
import java.io.IOException;
import java.sql.SQLException;

/// A real server or machine, of one step type, that counts the changes which arrive.
@SuppressWarnings("try") // a test that is interrupted while it waits for a server may end so
interface Peer extends AutoCloseable {
  /// The target in a playbook, e.g. `here: {local: .}`.
  String target();

  /// The change, as the action of a step.
  String write();

  /// Looks how often it arrived, as the action of a step.
  String read();

  /// That number in the step result called `it`, e.g. `it.json.n`.
  String seen(String it);

  /// How often the change arrived.
  long arrived() throws Exception;

  /// Forgets everything, for a run by `irb`.
  void reset(Irb irb) throws Exception;

  /// Has the change that arrives next end irb: `kill` is called before it takes effect, and then it
  /// does not, or after it.
  void deadly(Runnable kill, boolean before) throws Exception;

  /// Ends nobody any more.
  void harmless() throws Exception;

  @Override
  void close() throws IOException, SQLException;

  /// A whole playbook of which this is the only target.
  default String book() {
    return "playbook: p\ntitle: P\ntargets: {" + target() + "}\n";
  }

  /// Diagnose, decide, change, verify.
  default String runbook() {
    return """
    runbook: change
    title: Change it
    steps:
      - id: look
        diagnose: Was it made?
        %1$s
      - id: needed
        decide: Is it needed?
        choose:
          - {when: '%3$s > 0', next: no_action, because: it is there}
        otherwise: change
      - id: change
        remediate: Make it
        risk: low
        %2$s
        undo: {none: it is a test}
        next: made
      - id: made
        verify: It is made
        %1$s
        expect: %4$s == 1
        next: resolved
    """
        .formatted(read(), write(), seen("look"), seen("result"));
  }

  /// The playbook and that runbook, and nothing done yet.
  default void install(Irb irb) throws Exception {
    reset(irb);
    irb.book(book()).runbook("change", runbook());
  }
}
