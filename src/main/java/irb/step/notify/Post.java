package irb.step.notify;

import irb.expr.ExpressionException;
import irb.expr.Rendering;
import irb.expr.Template;
import irb.step.Channel;
import java.util.Optional;

/// One channel that a message goes to; `shown` is what people call it.
record Post(String channel, String shown, boolean external, Outlet outlet) {

  static Post of(Channel channel, Rendering rendering) throws ExpressionException {
    return new Post(
        channel.key(),
        shown(channel, rendering),
        channel.external(),
        Outlets.of(channel, rendering));
  }

  private static String shown(Channel channel, Rendering rendering) throws ExpressionException {
    Optional<Template> name = channel.name();
    return channel.key()
        + (name.isPresent() ? " (" + rendering.message(name.get()) + ")" : "")
        + (channel.external() ? " [external]" : "");
  }

  /// What a person does when irb does not.
  String task(Letter letter) {
    return outlet instanceof Outlet.ByHand(var how) && letter.signal() == Signal.TRIGGER
        ? how + "\n" + letter.whole()
        : letter.task(shown);
  }
}
