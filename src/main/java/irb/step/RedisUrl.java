package irb.step;

import irb.expr.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads where a Redis server is from a URL, e.g. `rediss://irb:password@cache.example.com:6380/2`.
public final class RedisUrl {
  private static final int PORT = 6379;

  /// What is wrong with a URL, in a sentence that never holds a part of it that may be secret.
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String sentence) {
      super(sentence);
    }

    /// The sentence.
    public String why() {
      return String.valueOf(getMessage());
    }
  }

  private RedisUrl() {}

  /// The target `name` that `url` names; its password is a secret called `secretName`.
  public static Target.Redis parse(
      String name, String url, String secretName, Optional<Target.Ssh> via) throws Malformed {
    var stripped = url.strip();
    var tls = stripped.startsWith("rediss://");
    if (!tls && !stripped.startsWith("redis://")) {
      throw new Malformed("a Redis URL begins with redis:// or rediss://");
    }
    var rest = stripped.substring(stripped.indexOf("//") + 2);
    var options = rest.indexOf('?', rest.lastIndexOf('@') + 1);
    var query = options < 0 ? "" : rest.substring(options + 1);
    rest = options < 0 ? rest : rest.substring(0, options);
    var at = rest.lastIndexOf('@');
    var userInfo = at < 0 ? "" : rest.substring(0, at);
    var slash = rest.indexOf('/', at + 1);
    var server = slash < 0 ? rest.substring(at + 1) : rest.substring(at + 1, slash);
    var colon = userInfo.indexOf(':');
    var user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
    var password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
    return new Target.Redis(
        name,
        host(server),
        port(server),
        database(slash < 0 ? "" : rest.substring(slash + 1), query),
        user.isEmpty() ? Optional.empty() : Optional.of(user),
        password.isEmpty() ? Optional.empty() : Optional.of(new Secret(secretName, password)),
        tls,
        via);
  }

  private static String host(String server) throws Malformed {
    if (server.contains(",")) {
      throw new Malformed("the URL names several hosts; irb connects to one, so name that one");
    }
    if (server.startsWith("[") && server.indexOf(']') < 0) {
      throw new Malformed("the URL's IPv6 address is not closed by ']'");
    }
    var end = server.indexOf(':', Math.max(0, server.indexOf(']')));
    var host = decoded(end < 0 ? server : server.substring(0, end));
    var bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (!bare.matches("[\\w.:%-]*")) {
      throw new Malformed(
          "the URL's host is none; a '@', '/' or '#' in a password is written %40, %2F, %23");
    }
    return bare.isEmpty() ? "localhost" : bare;
  }

  private static int port(String server) throws Malformed {
    var colon = server.indexOf(':', Math.max(0, server.indexOf(']')));
    var port = colon < 0 ? "" : server.substring(colon + 1);
    var number = port.isEmpty() ? PORT : port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    if (number < 1 || number > 65_535) {
      throw new Malformed(
          "the URL's port is no number from 1 to 65535; in a password, ':' and '/' are written %3A and %2F");
    }
    return number;
  }

  /// The number after the host, or `db` among the options; what else stands there is for others.
  private static int database(String path, String query) throws Malformed {
    var database = path;
    for (var option : query.split("&", -1)) {
      if (path.isEmpty() && option.startsWith("db=")) {
        database = option.substring("db=".length());
      }
    }
    if (!database.matches("\\d{0,9}")) {
      throw new Malformed("the URL's database is no number; it stands after the host, as in /0");
    }
    return database.isEmpty() ? 0 : Integer.parseInt(database);
  }

  private static String decoded(String text) throws Malformed {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new Malformed("the URL has a '%' that two hexadecimal digits do not follow");
    }
  }
}
