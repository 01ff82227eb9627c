package irb.step;

import java.util.Locale;

/// Why an action could not run or was not finished, as conditions see it: `usage.reason`.
public enum Reason {
  UNREACHABLE,
  REFUSED,
  AUTH,
  /// The key that a host shows is not the one it is known by.
  HOST_KEY,
  TLS,
  TIMEOUT,
  NOT_FOUND,
  TOO_MANY_CONNECTIONS,
  EXPRESSION,
  LIMIT,
  INVALID,
  LOST,
  PROTOCOL,
  STATUS,
  EXIT,
  /// Nobody is there to be asked.
  NOBODY,
  /// A person said that a manual task was not done.
  NOT_DONE,
  /// A nested runbook handed over to a person.
  ESCALATED,
  /// A nested runbook ended in its own `abort`.
  ABORTED,
  /// The output that `save` was to keep is not, or not all, in its file.
  NOT_SAVED;

  /// As written in conditions, e.g. `too_many_connections`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
