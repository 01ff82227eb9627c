package irb.drill.kube;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a path names, e.g. the `scale` of the deployment `api` in the namespace `shop`.
record Route(Kind kind, Optional<String> namespace, Optional<String> name, Optional<String> part) {
  private static final String NAMESPACES = "namespaces";
  private static final Set<String> NAMESPACE_PARTS = Set.of("status", "finalize");

  /// The route of `/api/v1/…` and `/apis/GROUP/VERSION/…`.
  static Route of(List<String> path) {
    var isCore = path.getFirst().equals("api");
    var from = isCore ? 2 : 3;
    if (path.size() <= from) {
      throw ApiError.noSuchResource();
    }
    var groupVersion = String.join("/", path.subList(1, from));
    var rest = path.subList(from, path.size());
    var inNamespace =
        rest.getFirst().equals(NAMESPACES)
            && rest.size() > 2
            && !NAMESPACE_PARTS.contains(rest.get(2));
    var namespace = inNamespace ? Optional.of(rest.get(1)) : Optional.<String>empty();
    var named = inNamespace ? rest.subList(2, rest.size()) : rest;
    if (named.size() > 3) {
      throw ApiError.noSuchResource();
    }
    var kind = Kind.of(groupVersion, named.getFirst()).orElseThrow(ApiError::noSuchResource);
    if (kind.isNamespaced() ? named.size() > 1 && !inNamespace : inNamespace) {
      throw ApiError.noSuchResource();
    }
    return new Route(kind, namespace, element(named, 1), element(named, 2));
  }

  private static Optional<String> element(List<String> list, int index) {
    return list.size() > index ? Optional.of(list.get(index)) : Optional.empty();
  }

  /// The namespace; empty when the kind has none.
  String space() {
    return namespace.orElse("");
  }

  /// The name; a request for one object has one.
  String object() {
    return name.orElseThrow(ApiError::notAllowed);
  }
}
