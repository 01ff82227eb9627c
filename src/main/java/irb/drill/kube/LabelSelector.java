package irb.drill.kube;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What labels must be, e.g. `app=api,tier in (web, edge),!canary`.
record LabelSelector(List<Requirement> requirements) {
  static final LabelSelector ALL = new LabelSelector(List.of());

  private static final String KEY = "[A-Za-z0-9][A-Za-z0-9_./-]*";
  private static final String VALUE = "[A-Za-z0-9_.-]*";
  private static final Pattern SET =
      Pattern.compile("(" + KEY + ")\\s+(in|notin)\\s*\\(([A-Za-z0-9_., -]*)\\)");
  private static final Pattern EQUAL =
      Pattern.compile("(" + KEY + ")\\s*(==|=|!=)\\s*(" + VALUE + ")");
  private static final Pattern PRESENT = Pattern.compile("(!?)\\s*(" + KEY + ")");
  private static final Pattern COMMA = Pattern.compile(",(?![^()]*\\))");

  LabelSelector {
    requirements = List.copyOf(requirements);
  }

  /// That a label is there with one of `values` (with any, when there are none), or is not so.
  record Requirement(String key, Set<String> values, boolean wanted) {
    boolean matches(KubeObject object) {
      var label = object.label(key);
      var has = label.isTextual() && (values.isEmpty() || values.contains(label.asText()));
      return has == wanted;
    }
  }

  static LabelSelector parse(String text) {
    return text.isBlank()
        ? ALL
        : new LabelSelector(COMMA.splitAsStream(text).map(r -> requirement(r.strip())).toList());
  }

  private static Requirement requirement(String text) {
    var set = SET.matcher(text);
    if (set.matches()) {
      var values =
          Arrays.stream(set.group(3).split(",", -1)).map(String::strip).collect(Collectors.toSet());
      return new Requirement(set.group(1), values, set.group(2).equals("in"));
    }
    var equal = EQUAL.matcher(text);
    if (equal.matches()) {
      return new Requirement(equal.group(1), Set.of(equal.group(3)), !equal.group(2).equals("!="));
    }
    var present = PRESENT.matcher(text);
    if (present.matches()) {
      return new Requirement(present.group(2), Set.of(), present.group(1).isEmpty());
    }
    throw ApiError.badRequest("unable to parse requirement: " + text);
  }

  boolean matches(KubeObject object) {
    return requirements.stream().allMatch(r -> r.matches(object));
  }
}
