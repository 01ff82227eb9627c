package irb.engine;

import irb.engine.Listener.LogLostException;
import irb.runbook.ActionStep;
import irb.runbook.FreezeWindow;
import irb.runbook.Playbook.Freeze;
import java.util.Optional;

/// Holds writes back in protected environments while the playbook's freeze lasts.
final class Freezing {
  private final RunState state;

  Freezing(RunState state) {
    this.state = state;
  }

  /// Why `step` must not run now, if it must not; an override is told, and so logged.
  Optional<String> stops(ActionStep step) throws LogLostException {
    var overridden = overridden(step);
    if (overridden.isPresent()) {
      state.warn(overridden.get());
      return Optional.empty();
    }
    return frozen(step)
        .map(f ->
            state.request().environment().shown()
                + " is frozen: "
                + f.reason()
                + "; --override-freeze REASON goes on all the same");
  }

  /// Who overrides the freeze that `step` is made in, and why.
  Optional<String> overridden(ActionStep step) {
    var reason = state.request().consent().overrideFreeze();
    return reason.isEmpty()
        ? Optional.empty()
        : frozen(step)
            .map(f ->
                "the freeze ("
                    + f.reason()
                    + ") is overridden by "
                    + state.request().around().actor()
                    + ": "
                    + reason.get());
  }

  private Optional<Freeze> frozen(ActionStep step) {
    var playbook = state.request().playbook();
    var environment = playbook.environments().get(state.request().environment().shown());
    if (environment == null || !environment.isProtected() || step.action().effect().isRead()) {
      return Optional.empty();
    }
    return playbook.freezes().stream()
        .filter(f -> FreezeWindow.holds(f, state.now(), playbook.timezone()))
        .findFirst();
  }
}
