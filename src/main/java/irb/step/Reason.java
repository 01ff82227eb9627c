package irb.step;

import java.util.Locale;

/// Why an action could not run or was not finished, as conditions see it: `usage.reason`.
public enum Reason {
  UNREACHABLE,
  REFUSED,
  AUTH,
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
  NOT_DONE;

  /// As written in conditions, e.g. `too_many_connections`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
