package irb.cli;

import java.io.PrintWriter;

/// What `irb` alone prints: what it is, three examples, and the runbooks there are.
final class Welcome {
  private Welcome() {}

  static void print(Invocation invocation) {
    PrintWriter out = invocation.out();
    out.print(
        """
        irb runs incident runbooks: it diagnoses, decides, asks before it changes anything, verifies,
        and writes every step to a log that survives a crash.

          irb run db-pool-exhaustion --dry-run   see what it would do, with real values
          irb run db-pool-exhaustion             do it, asking before every change
          irb log show                           read what happened

        'irb help' lists the commands.

        """);
    try {
      ListCommand.show(invocation);
    } catch (UsageException e) {
      out.println("No runbooks yet: " + e.getMessage());
    }
  }
}
