package irb.draft;

import java.util.List;
import java.util.Optional;

/// The drill of a new runbook.
record DrillText(Draft draft, Optional<Reach> look, Optional<Reach> act) {
  private static final String BY_HAND =
      """
      sandbox: {}                     # what stands in for each target while the drill runs
      answers: {needed: restart}      # what a person would answer, and approve
      approve: all
      expect:
        outcome: resolved
        path: [needed, restart, healthy]
      """;

  String text() {
    var head =
        """
        # A drill proves the runbook of its name: stand-ins for its targets, a fault, and what must come of it.
        drill: %s
        title: The service is down, and a restart brings it back

        """
            .formatted(Scalars.of(draft.name()));
    if (look.isEmpty() || act.isEmpty()) {
      return head + BY_HAND;
    }
    return head
        + """
        sandbox:                        # what stands in for each target while the drill runs
        %s
        fault:                          # what goes wrong before the run, and what mends it
          - %s
            healed_by: %s

        approve: all                    # what a person would be asked
        pace: 10                        # retries wait that many times shorter
        expect:
          outcome: resolved
          path: [health, needed, restart, healthy]
          healthy: {outcome: no_action} # without the fault: who "mends" a healthy service is caught
        """
            .formatted(sandbox(look.get(), act.get()), look.get().fault(), act.get().healing());
  }

  private static String sandbox(Reach look, Reach act) {
    return look.equals(act)
        ? "  " + look.standIn(List.of(look.well(), act.restarted())) + "\n"
        : "  "
            + look.standIn(List.of(look.well()))
            + "\n  "
            + act.standIn(List.of(act.restarted()))
            + "\n";
  }
}
