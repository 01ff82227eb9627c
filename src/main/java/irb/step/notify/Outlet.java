package irb.step.notify;

import irb.expr.ExpressionException;
import irb.expr.Secret;
import irb.step.Call;
import irb.step.Outcome;
import java.util.List;

/// A channel with its values: how a message gets out.
sealed interface Outlet {
  /// What of it nobody may see.
  default List<Secret> secrets() {
    return List.of();
  }

  /// A person does it, as `how` says.
  record ByHand(String how) implements Outlet {}

  /// It cannot be used, and why; `expected` where that is meant so.
  record Unusable(String why, boolean expected) implements Outlet {}

  /// irb sends it.
  sealed interface Direct extends Outlet permits SlackOutlet, HttpOutlet, PagerOutlet, MailOutlet {
    /// Sends it, once.
    Outcome send(Letter letter, Call call) throws ExpressionException, InterruptedException;
  }
}
