package irb.terminal;

import java.util.Map;
import java.util.function.BooleanSupplier;

/// Whether a person is there to be asked.
public final class Presence {
  private Presence() {}

  /// `facts` are what the launcher found of fd 0, 1 and 2, e.g. `101`: 1 for a terminal. `ttyOpens`
  /// is asked last, and only when everything else speaks for somebody.
  public static boolean somebody(
      String facts, Map<String, String> environment, boolean noInput, BooleanSupplier ttyOpens) {
    return !noInput && !refused(environment) && atTerminal(facts) && ttyOpens.getAsBoolean();
  }

  private static boolean refused(Map<String, String> environment) {
    var refusal = environment.getOrDefault("IRB_NO_INPUT", "");
    return environment.getOrDefault("CI", "").equals("true")
        || !(refusal.isEmpty() || refusal.equals("0") || refusal.equals("false"));
  }

  /// A question is seen on fd 2; one of the others shows that a person, not a pipe, is in charge.
  private static boolean atTerminal(String facts) {
    return facts.length() == 3
        && facts.charAt(2) == '1'
        && (facts.charAt(0) == '1' || facts.charAt(1) == '1');
  }
}
