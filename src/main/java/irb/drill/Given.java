package irb.drill;

import irb.source.Node.Scalar;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a drill gives to its run in `with` and `env`: a text, or a fact of a sandbox, which is
/// known once that runs, e.g. `${{ sandbox.cert.port }}`.
public record Given(Scalar written) {
  private static final Pattern FACT =
      Pattern.compile("\\$\\{\\{\\s*sandbox\\.([A-Za-z0-9_-]+)\\.([a-z]+)\\s*}}");

  /// One of the facts of a sandbox.
  record Fact(String sandbox, String name) {}

  /// Empty when it is a text, or no such fact at all.
  Optional<Fact> fact() {
    var fact = FACT.matcher(written.text());
    return fact.matches() ? Optional.of(new Fact(fact.group(1), fact.group(2))) : Optional.empty();
  }

  /// Whether it looks as if a value were to be put in.
  boolean isTemplate() {
    return written.text().contains("${{");
  }
}
