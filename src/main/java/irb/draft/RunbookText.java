package irb.draft;

import java.util.Optional;

/// A runbook to begin with, each part of which says what it is for.
record RunbookText(Draft draft, Optional<Reach> look, Optional<Reach> act) {
  private static final String BY_HAND =
      """
      steps:
        # decide with 'ask' lets a person choose. With a target that can be read, write a diagnose step before
        # it, and 'choose' with conditions.
        - id: needed
          decide: Does the service answer?
          ask: {restart: 'No, it is down', no_action: 'Yes, it answers'}

        # remediate changes something; 'manual' has a person do it.
        - id: restart
          remediate: Restart the service
          manual: Restart the service, and say when it is done

        # verify looks again. Nothing is called resolved without one after the last change.
        - id: healthy
          verify: The service answers again
          manual: Open the service, and see that it answers
          on_failure: escalate
          next: resolved
      """;

  String text() {
    var severity = draft.severity().map(s -> padded("severity: " + Scalars.of(s)));
    var head =
        """
        # It works as it stands: its drill starts a service that is down, and a restart mends it. Replace one step
        # after the other; 'irb lint' says what does not fit, 'irb help steps' shows all that a step can do.
        runbook: %s
        title: %s
        summary: The service does not answer; restart it, and see that it answers again.
        reviewed: %s            # a run warns when this is older than the playbook's review_every
        %srto: 15m                        # how soon it should be over; shown, and never enforced
        # What 'irb match' finds it by: words, and alerts whose labels are all the same.
        symptoms: [the service does not answer, the health check fails]
        alerts: [{alertname: %s}]

        """
            .formatted(
                Scalars.of(draft.name()),
                Scalars.of(draft.title()),
                draft.today(),
                severity.map(s -> s + "# one of the playbook's\n").orElse(""),
                Scalars.of(Name.camel(draft.name())));
    if (look.isEmpty() || act.isEmpty()) {
      return head + BY_HAND;
    }
    return head
        + """
        params:                         # 'irb run %s -p patience=2m'
          patience: {type: duration, default: 60s, help: how long the service may take to come back}

        """
            .formatted(draft.name())
        + """
        steps:
          # diagnose only reads. When it fails, the run goes on, and the decide below looks at what it found.
          - id: health
            diagnose: Does the service answer?
            %s

          # decide takes the first condition that is true, else 'otherwise'. No change without one before it.
          - id: needed
            decide: Is anything wrong?
            choose:
              - {when: health.ok, next: no_action, because: it answers}
            otherwise: restart

          # remediate changes something: how bad that can be, and how it is taken back. A run asks before it does.
          - id: restart
            remediate: Restart the service
            risk: medium                # high: whoever approves it types the target's name
            %s
            undo: {none: a restart cannot be undone}

          # verify reads again. Nothing is called resolved without one after the last change.
          - id: healthy
            verify: The service answers again
            %s
            retry: {every: 2s, within: "${{ params.patience }}"}
            on_failure: escalate
            next: resolved
        """
            .formatted(look.get().look(), act.get().restart(), look.get().look());
  }

  private static String padded(String text) {
    return text + " ".repeat(Math.max(1, 32 - text.length()));
  }
}
