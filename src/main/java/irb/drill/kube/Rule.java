package irb.drill.kube;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What nobody may do, e.g. `delete deployments`, `patch deployments/scale` or `* secrets`.
public record Rule(String verb, String resource) {
  static final List<String> VERBS =
      List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

  /// The rule that `text` says; empty when it names a verb or a resource that is not known.
  public static Optional<Rule> parse(String text) {
    var words = text.strip().split("\\s+", -1);
    if (words.length != 2) {
      return Optional.empty();
    }
    var resource = words[1].split("/", 2)[0];
    var isKnown =
        (words[0].equals("*") || VERBS.contains(words[0]))
            && (resource.equals("*")
                || Arrays.stream(Kind.values()).anyMatch(k -> k.plural().equals(resource)));
    return isKnown ? Optional.of(new Rule(words[0], words[1])) : Optional.empty();
  }

  /// `wanted` is a resource with its part, e.g. `deployments/scale`.
  boolean covers(String wantedVerb, String wanted) {
    var resources = Stream.of("*", wanted, wanted.split("/", 2)[0] + "/*");
    return (verb.equals("*") || verb.equals(wantedVerb)) && resources.anyMatch(resource::equals);
  }

  @Override
  public String toString() {
    return verb + " " + resource;
  }
}
