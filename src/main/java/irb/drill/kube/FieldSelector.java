package irb.drill.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// What fields must be, e.g. `status.phase!=Running,spec.nodeName=node-1`.
record FieldSelector(List<Requirement> requirements) {
  static final FieldSelector ALL = new FieldSelector(List.of());

  private static final Pattern REQUIREMENT =
      Pattern.compile("([A-Za-z]+(?:\\.[A-Za-z]+)*)(==|=|!=)(.*)");

  FieldSelector {
    requirements = List.copyOf(requirements);
  }

  record Requirement(List<String> path, String value, boolean equal) {
    boolean matches(KubeObject object) {
      JsonNode field = object.json();
      for (var name : path) {
        field = field.path(name);
      }
      return field.asText().equals(value) == equal;
    }
  }

  static FieldSelector parse(String text) {
    return new FieldSelector(
        Arrays.stream(text.split(",", -1))
            .filter(r -> !r.isBlank())
            .map(FieldSelector::requirement)
            .toList());
  }

  private static Requirement requirement(String text) {
    var matcher = REQUIREMENT.matcher(text);
    if (!matcher.matches()) {
      throw ApiError.badRequest("invalid field selector: " + text);
    }
    return new Requirement(
        List.of(matcher.group(1).split("\\.", -1)),
        matcher.group(3),
        !matcher.group(2).equals("!="));
  }

  boolean matches(KubeObject object) {
    return requirements.stream().allMatch(r -> r.matches(object));
  }
}
