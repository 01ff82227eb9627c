package irb.drill.kube;

import java.util.Optional;

/// The objects that a request is about: of one kind, maybe of one namespace, maybe with labels and
/// fields of certain values.
record Selection(
    Kind kind, Optional<String> namespace, LabelSelector labels, FieldSelector fields) {

  static Selection all(Kind kind) {
    return new Selection(kind, Optional.empty(), LabelSelector.ALL, FieldSelector.ALL);
  }

  static Selection of(Route route, Request request) {
    return new Selection(
        route.kind(),
        route.namespace(),
        request.query("labelSelector").map(LabelSelector::parse).orElse(LabelSelector.ALL),
        request.query("fieldSelector").map(FieldSelector::parse).orElse(FieldSelector.ALL));
  }

  boolean matches(KubeObject object) {
    return (!kind.isNamespaced()
            || namespace.isEmpty()
            || object.namespace().equals(namespace.get()))
        && labels.matches(object)
        && fields.matches(object);
  }
}
