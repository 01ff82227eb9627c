package irb.cli;

import irb.engine.Exit;
import irb.step.StepType;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What `irb help TOPIC` says.
final class HelpTopics {
  static final List<String> NAMES = List.of("exit-codes", "environment", "expressions", "steps");

  private HelpTopics() {}

  static void print(String topic, PrintWriter out, Map<String, StepType> types) {
    switch (topic) {
      case "exit-codes" -> exitCodes(out);
      case "environment" -> out.print(ENVIRONMENT);
      case "expressions" -> out.print(EXPRESSIONS);
      default -> steps(out, types);
    }
  }

  private static void exitCodes(PrintWriter out) {
    for (var exit : Exit.values()) {
      out.printf("%4d  %-12s %s%n", exit.code(), exit, exit.means());
    }
  }

  private static void steps(PrintWriter out, Map<String, StepType> types) {
    var parts = new ArrayList<String>();
    for (var type : types.values()) {
      parts.add(
          type.key() + "  " + type.help() + "\n\n" + type.example().stripTrailing().indent(4));
    }
    out.print(String.join("\n", parts));
  }

  private static final String ENVIRONMENT =
      """
      IRB_STATE      where incident logs are kept (else $XDG_STATE_HOME/irb, else ~/.local/state/irb)
      IRB_RUNBOOKS   the folder of playbooks (else runbooks/ here or above, else those shipped with irb)
      IRB_PLAYBOOK   the playbook short names are looked up in, like --playbook
      IRB_ENV        the environment, like --env; it has no default
      IRB_ACTOR      who you are in the log (else SUDO_USER, else the OS user); not authenticated
      IRB_NO_INPUT   nobody is asked anything, like --no-input; so does CI=true
      IRB_ANSWER_WITHIN  how long a question waits for its answer, e.g. 15m (else 1h); then the run is
                     suspended as if nobody was there, and lets go of what it holds
      IRB_JAVA_HOME  the JDK (25 or later) that runs irb
      NO_COLOR       no colours; FORCE_COLOR: colours also in a pipe
      .env.NAME      variables of the environment NAME, in the working directory, else beside the playbook;
                     the process environment beats the file
      """;

  private static final String EXPRESSIONS =
      """
      Conditions are CEL. In scope: every step id, params, env, alert, now, run, incident;
      'result' in a step's own expect, 'preview' in its own action.

        usage.ok && usage.row.used / usage.row.max < 0.7      whole and decimal numbers mix, / never truncates
        by_state.rows.exists(r, r.state == "idle" && r.n > 5)
        restart.outcome == "not_run"                          ok failed error timed_out skipped declined
                                                              aborted in_doubt not_run
        env.?API_URL.orValue("http://localhost:5000")         a variable that may be missing
        number("512Mi") > 1000000                             also "83%", "250m", "1.5G"
        date(now, "yyyy-MM-dd")

      A condition whose value is an error is an error, never 'otherwise'. ${{ expression }} puts a value
      into a text; in a query it becomes a bind, in a command one argument, in a URL it is encoded.
      """;
}
