package irb.draft;

/// A playbook to begin with.
final class PlaybookText {
  private PlaybookText() {}

  static String of(String name) {
    return """
    # What the runbooks of this folder share. 'irb lint' says what does not fit.
    playbook: %s
    title: %s
    review_every: 90d

    severities:                     # the worst first
      P1: {means: Nobody can work}
      P2: {means: Some cannot work}
      P3: {means: It can wait until the morning}

    targets:                        # where runbooks read and change; addresses come from the environment
      api: {http: "${{ env.?API_URL.orValue('http://localhost:8080') }}"}
      server: {local: .}
    """
        .formatted(Scalars.of(name), Scalars.of("Incidents of " + name));
  }
}
