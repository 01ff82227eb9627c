package irb.expr;

import java.util.Objects;

/// A value that must never be seen, e.g. a database password; it prints as `***(DB_PASSWORD)`.
///
/// Only executors reveal it, at the moment they hand it to their peer.
public final class Secret {
  private final String name;
  private final String value;

  /// `name` says where it came from (`DB_PASSWORD`, `params.token`) and may be shown.
  public Secret(String name, String value) {
    this.name = name;
    this.value = value;
  }

  public String name() {
    return name;
  }

  /// The value itself.
  public String reveal() {
    return value;
  }

  /// Another secret made from this one, e.g. a URL with the password in it.
  public Secret with(String derived) {
    return new Secret(name, derived);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(name);
  }

  @Override
  public String toString() {
    return Masker.MARK + name + ")";
  }
}
