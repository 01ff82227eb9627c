package irb.drill;

import irb.engine.Listener;
import java.util.List;

/// Hears a drill as it goes on.
public interface Audience {
  /// What the drill itself says.
  void on(DrillEvent event);

  /// Who hears the run that begins now: one with the fault, then perhaps one without.
  List<Listener> run();
}
