package irb.drill.kube;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// What a user may ask about themselves: who they are, and what they may do.
record Reviews(Access access) {
  static final String AUTHORIZATION = "authorization.k8s.io";
  static final String AUTHENTICATION = "authentication.k8s.io";

  Reply answer(Request request) {
    if (request.path().size() != 4 || !request.path().get(2).equals("v1")) {
      throw ApiError.noSuchResource();
    }
    var resource = request.path().get(1) + "/" + request.path().get(3);
    if (!Set.of(
            AUTHORIZATION + "/selfsubjectaccessreviews",
            AUTHORIZATION + "/selfsubjectrulesreviews",
            AUTHENTICATION + "/selfsubjectreviews")
        .contains(resource)) {
      throw ApiError.noSuchResource();
    }
    if (!request.method().equals("POST")) {
      throw ApiError.notAllowed();
    }
    return Reply.created(
        switch (request.path().get(3)) {
          case "selfsubjectaccessreviews" -> mayDo(request.object());
          case "selfsubjectrulesreviews" -> all(request.object());
          default -> self(request.object());
        });
  }

  private ObjectNode mayDo(ObjectNode review) {
    var wanted = review.path("spec").path("resourceAttributes");
    var part = wanted.path("subresource").asText();
    var resource = wanted.path("resource").asText() + (part.isEmpty() ? "" : "/" + part);
    var allowed = wanted.isMissingNode() || access.allows(wanted.path("verb").asText(), resource);
    var status = JsonNodeFactory.instance.objectNode().put("allowed", allowed);
    if (!allowed) {
      status.put("reason", "the drill denies it");
    }
    review.set("status", status);
    return named(review, AUTHORIZATION, "SelfSubjectAccessReview");
  }

  private ObjectNode all(ObjectNode review) {
    var status = review.putObject("status").put("incomplete", false);
    status.putArray("nonResourceRules");
    var rules = status.putArray("resourceRules");
    for (var kind : Kind.values()) {
      var rule = rules.addObject();
      var verbs = rule.putArray("verbs");
      Rule.VERBS.stream().filter(v -> access.allows(v, kind.plural())).forEach(verbs::add);
      rule.putArray("apiGroups").add(kind.group());
      rule.putArray("resources").add(kind.plural());
    }
    return named(review, AUTHORIZATION, "SelfSubjectRulesReview");
  }

  private static ObjectNode self(ObjectNode review) {
    review
        .putObject("status")
        .putObject("userInfo")
        .put("username", Access.USER)
        .putArray("groups")
        .add("system:authenticated");
    return named(review, AUTHENTICATION, "SelfSubjectReview");
  }

  private static ObjectNode named(ObjectNode review, String group, String kind) {
    return review.put("apiVersion", group + "/v1").put("kind", kind);
  }
}
