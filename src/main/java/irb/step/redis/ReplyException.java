package irb.step.redis;

import irb.step.Reason;
import redis.clients.jedis.exceptions.JedisException;

/// An answer that is not read to its end: it is too large, or none that Redis would give. What
/// follows on the connection has no meaning any more.
final class ReplyException extends JedisException {
  private static final long serialVersionUID = 1;
  private final Reason reason;

  ReplyException(Reason reason, String why) {
    super(why);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
