package irb.drill.kube;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads requests, and refuses what no client means.
final class RequestReader {
  /// The limit of a real API server.
  private static final int MOST = 3 * 1024 * 1024;

  /// More than this is not even read to its end.
  private static final int MOST_SKIPPED = 4 * MOST;

  private RequestReader() {}

  static Request read(HttpExchange exchange) throws IOException {
    var body = body(exchange);
    var headers = exchange.getRequestHeaders();
    var type = Objects.requireNonNullElse(headers.getFirst("Content-Type"), "");
    return new Request(
        exchange.getRequestMethod(),
        path(exchange.getRequestURI().getRawPath()),
        query(exchange.getRequestURI().getRawQuery()),
        Objects.requireNonNullElse(headers.getFirst("Accept"), ""),
        type,
        type.startsWith(Protobuf.TYPE) && body.length > 0
            ? Protobuf.read(body).toString()
            : new String(body, StandardCharsets.UTF_8));
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    var in = exchange.getRequestBody();
    var body = in.readNBytes(MOST + 1);
    if (body.length > MOST) {
      // a client reads the answer only when it could send all
      in.skip(MOST_SKIPPED);
      throw ApiError.tooLarge(MOST);
    }
    return body;
  }

  private static List<String> path(@Nullable String raw) {
    var path = new ArrayList<String>();
    for (var element : Objects.requireNonNullElse(raw, "").split("/", -1)) {
      var name = decoded(element.replace("+", "%2B"));
      if (name.equals(".") || name.equals("..") || name.contains("/")) {
        throw ApiError.badRequest("the path leads nowhere");
      }
      if (!name.isEmpty()) {
        path.add(name);
      }
    }
    return path;
  }

  private static Map<String, String> query(@Nullable String raw) {
    var query = new HashMap<String, String>();
    for (var pair : Objects.requireNonNullElse(raw, "").split("&", -1)) {
      var parts = pair.split("=", 2);
      query.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw ApiError.badRequest("the address is not encoded as it should be");
    }
  }
}
