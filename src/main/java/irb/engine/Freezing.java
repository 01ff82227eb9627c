package irb.engine;

import irb.runbook.ActionStep;
import irb.runbook.FreezeWindow;
import java.util.Optional;

/// Holds writes back in protected environments while the playbook's freeze lasts.
final class Freezing {
  private final RunState state;

  Freezing(RunState state) {
    this.state = state;
  }

  /// Why `step` must not run now, if it must not.
  Optional<String> stops(ActionStep step) throws Listener.LogLostException {
    var playbook = state.request().playbook();
    var environment = playbook.environments().get(state.request().environment().shown());
    if (environment == null || !environment.isProtected() || step.action().effect().isRead()) {
      return Optional.empty();
    }
    var frozen =
        playbook.freezes().stream()
            .filter(f -> FreezeWindow.holds(f, state.now(), playbook.timezone()))
            .findFirst();
    var override = state.request().consent().overrideFreeze();
    if (frozen.isPresent() && override.isPresent()) {
      state.warn("the freeze (" + frozen.get().reason() + ") is overridden: " + override.get());
      return Optional.empty();
    }
    return frozen.map(f ->
        environment.name()
            + " is frozen: "
            + f.reason()
            + "; --override-freeze REASON goes on all the same");
  }
}
