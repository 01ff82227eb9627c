package irb.draft;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The name of a runbook or playbook, e.g. `db-pool-exhaustion`; also a file's, so it holds nothing
/// that a path or a drill's case (`NAME.CASE.yaml`) would take for its own.
public final class Name {
  private static final Pattern GOOD = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /// Files and folders of a playbook that are something else.
  private static final List<String> TAKEN = List.of("playbook", "healthcheck", "drills", "schema");

  private Name() {}

  /// What is wrong with `name`, and what it could be; empty when it is good.
  public static Optional<String> problem(String name) {
    if (TAKEN.contains(name)) {
      return Optional.of("'" + name + "' means something else among runbooks; choose another name");
    }
    if (GOOD.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        "'"
            + name
            + "' is no name: small letters, digits, - and _, at most 64, a letter or digit first"
            + like(name).map(n -> "; for example '" + n + "'").orElse(""));
  }

  /// A good name that is like `text`, e.g. `my-shop` for `My Shop!`.
  public static Optional<String> like(String text) {
    var name =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    var cut = name.substring(0, Math.min(64, name.length()));
    return GOOD.matcher(cut).matches() && !TAKEN.contains(cut)
        ? Optional.of(cut)
        : Optional.empty();
  }

  /// `api-down` → `Api down`.
  public static String title(String name) {
    var words = name.replaceAll("[-_]+", " ").strip();
    return words.isEmpty() ? name : capital(words);
  }

  /// `api-down` → `ApiDown`.
  static String camel(String name) {
    return Arrays.stream(name.split("[-_]+", -1)).map(Name::capital).collect(Collectors.joining());
  }

  private static String capital(String word) {
    return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
