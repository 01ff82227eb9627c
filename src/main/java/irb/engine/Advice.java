package irb.engine;

import irb.engine.Listener.LogLostException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// What people should know before the first step.
final class Advice {
  private final RunState state;

  Advice(RunState state) {
    this.state = state;
  }

  void give() throws LogLostException {
    for (var warning : state.request().warnings()) {
      state.warn(warning);
    }
    review();
    var certain = new Foresight(state.request()).approvalThatWillBeNeeded();
    if (certain.isPresent()
        && !state.request().dry()
        && !state.request().around().operator().isThere()) {
      state.warn(
          "every way through this runbook needs the approval of '"
              + certain.get().step()
              + "', and nobody can be asked; the run will stop there unless "
              + certain.get().flag()
              + " is given");
    }
  }

  private void review() throws LogLostException {
    var every = state.request().playbook().reviewEvery();
    var reviewed = state.request().runbook().about().reviewed();
    if (every.isPresent() && reviewed.isPresent()) {
      var today = LocalDate.ofInstant(state.now(), state.request().playbook().timezone());
      var days = ChronoUnit.DAYS.between(reviewed.get(), today);
      if (days > every.get().toDays()) {
        state.warn(
            "this runbook was last reviewed "
                + days
                + " days ago, and the playbook asks for every "
                + every.get().toDays());
      }
    }
  }
}
