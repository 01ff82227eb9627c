package irb.drill.kube;

import java.util.List;
import java.util.OptionalInt;

/// Who may do what: everybody everything, but for what the drill denies.
final class Access {
  static final String USER = "drill";

  private final List<Rule> denied;
  private volatile OptionalInt refusal = OptionalInt.empty();

  Access(List<Rule> denied) {
    this.denied = denied;
  }

  /// From now on every request is answered with this status; with none, as before.
  void refuse(OptionalInt status) {
    refusal = status;
  }

  boolean allows(String verb, String resource) {
    return denied.stream().noneMatch(r -> r.covers(verb, resource));
  }

  /// Refuses the request when everybody is refused.
  void check() {
    var status = refusal;
    if (status.isPresent()) {
      throw refusal(status.getAsInt());
    }
  }

  private static ApiError refusal(int status) {
    return switch (status) {
      case 401 -> new ApiError(401, "Unauthorized", "Unauthorized");
      case 403 ->
          new ApiError(403, "Forbidden", "forbidden: User \"" + USER + "\" cannot do anything");
      case 429 -> new ApiError(429, "TooManyRequests", "the server has received too many requests");
      case 503 ->
          new ApiError(
              503, "ServiceUnavailable", "the server is currently unable to handle the request");
      default -> new ApiError(status, "InternalError", "this drill answers every request so");
    };
  }

  /// Refuses the request when it is denied.
  void check(String verb, Route route) {
    var resource = resource(route);
    if (!allows(verb, resource)) {
      throw ApiError.forbidden(
          route.kind(),
          route.name().orElse(""),
          "User \""
              + USER
              + "\" cannot "
              + verb
              + " resource \""
              + resource
              + "\" in API group \""
              + route.kind().group()
              + "\""
              + route
                  .namespace()
                  .map(n -> " in the namespace \"" + n + "\"")
                  .orElse(" at the cluster scope"));
    }
  }

  private static String resource(Route route) {
    return route.kind().plural() + route.part().map(p -> "/" + p).orElse("");
  }
}
