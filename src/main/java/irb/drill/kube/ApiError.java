package irb.drill.kube;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A request that the API refuses; it is answered with a `Status` object.
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;
  private final transient ObjectNode details = JsonNodeFactory.instance.objectNode();

  ApiError(int code, String reason, String message) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
  }

  private ApiError about(Kind kind, String name) {
    details.put("name", name).put("group", kind.group()).put("kind", kind.plural());
    return this;
  }

  static ApiError badRequest(String why) {
    return new ApiError(400, "BadRequest", why);
  }

  static ApiError forbidden(Kind kind, String name, String why) {
    var about = name.isEmpty() ? kind.resource() : kind.resource() + " \"" + name + "\"";
    return new ApiError(403, "Forbidden", about + " is forbidden: " + why).about(kind, name);
  }

  static ApiError noSuchResource() {
    return new ApiError(404, "NotFound", "the server could not find the requested resource");
  }

  static ApiError notFound(Kind kind, String name) {
    return new ApiError(404, "NotFound", kind.resource() + " \"" + name + "\" not found")
        .about(kind, name);
  }

  static ApiError notAllowed() {
    return new ApiError(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  static ApiError alreadyExists(Kind kind, String name) {
    return new ApiError(409, "AlreadyExists", kind.resource() + " \"" + name + "\" already exists")
        .about(kind, name);
  }

  static ApiError conflict(Kind kind, String name, String why) {
    var message = "Operation cannot be fulfilled on " + kind.resource() + " \"" + name + "\": ";
    return new ApiError(409, "Conflict", message + why).about(kind, name);
  }

  static ApiError expired() {
    return new ApiError(410, "Expired", "too old resource version");
  }

  static ApiError tooLarge(int most) {
    return new ApiError(413, "RequestEntityTooLarge", "Request entity too large: limit is " + most);
  }

  static ApiError unknownFormat(String type) {
    return new ApiError(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format: '" + type + "'");
  }

  /// `field` is where the mistake is, e.g. `spec.replicas`.
  static ApiError invalid(Kind kind, String name, String field, String why) {
    var error =
        new ApiError(
                422, "Invalid", kind.word() + " \"" + name + "\" is invalid: " + field + ": " + why)
            .about(kind, name);
    error.details.put("kind", kind.word());
    error
        .details
        .putArray("causes")
        .addObject()
        .put("reason", "FieldValueInvalid")
        .put("message", why)
        .put("field", field);
    return error;
  }

  static ApiError badPatch(String why) {
    return new ApiError(
        422, "Invalid", "the server rejected our request due to an error in our request: " + why);
  }

  int code() {
    return code;
  }

  ObjectNode status() {
    var status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
    if (!details.isEmpty()) {
      status.set("details", details);
    }
    return status.put("code", code);
  }
}
