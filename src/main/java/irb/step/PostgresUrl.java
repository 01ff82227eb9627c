package irb.step;

import irb.expr.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads where a PostgreSQL server is from a libpq URI or a JDBC URL, e.g.
/// `postgres://irb@db.example.com/shop?sslmode=require`.
public final class PostgresUrl {
  private static final int PORT = 5432;

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

  private final String name;
  private final String secretName;
  private final String defaultUser;
  private final Map<String, String> options = new LinkedHashMap<>();
  private String userInfo = "";
  private String host = "";
  private String port = "";
  private String database = "";

  private PostgresUrl(String name, String secretName, String defaultUser) {
    this.name = name;
    this.secretName = secretName;
    this.defaultUser = defaultUser;
  }

  /// The target `name` that `url` names; its password is a secret called `secretName`, and
  /// `defaultUser` connects when it names no user.
  public static Target.Postgres parse(
      String name, String url, String secretName, String defaultUser) throws Malformed {
    return new PostgresUrl(name, secretName, defaultUser).read(url.strip());
  }

  private Target.Postgres read(String url) throws Malformed {
    var rest = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    // applications write the driver they use into the scheme: postgresql+asyncpg://
    if (!rest.matches("(?s)postgres(ql)?(\\+\\w+)?:.*")) {
      throw new Malformed("a PostgreSQL URL begins with postgres:// or jdbc:postgresql://");
    }
    rest = rest.substring(rest.indexOf(':') + 1);
    var question = rest.indexOf('?');
    if (question >= 0) {
      readOptions(rest.substring(question + 1));
      rest = rest.substring(0, question);
    }
    if (rest.startsWith("//")) {
      readAuthority(rest.substring(2));
    } else {
      database = decoded(rest);
    }
    return target();
  }

  private void readOptions(String query) throws Malformed {
    for (var pair : query.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        options.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
  }

  private void readAuthority(String rest) throws Malformed {
    var slash = rest.indexOf('/', rest.lastIndexOf('@') + 1);
    var authority = slash < 0 ? rest : rest.substring(0, slash);
    database = slash < 0 ? "" : decoded(rest.substring(slash + 1));
    var at = authority.lastIndexOf('@');
    userInfo = at < 0 ? "" : authority.substring(0, at);
    var server = authority.substring(at + 1);
    if (server.contains(",")) {
      throw new Malformed("the URL names several hosts; irb connects to one, so name that one");
    }
    var close = server.indexOf(']');
    if (server.startsWith("[") && close < 0) {
      throw new Malformed("the URL's IPv6 address is not closed by ']'");
    }
    var colon = server.indexOf(':', Math.max(0, close));
    host = decoded(colon < 0 ? server : server.substring(0, colon));
    port = colon < 0 ? "" : server.substring(colon + 1);
  }

  private Target.Postgres target() throws Malformed {
    var colon = userInfo.indexOf(':');
    var user = first(option("user"), decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)));
    var password =
        first(option("password"), colon < 0 ? "" : decoded(userInfo.substring(colon + 1)));
    var as = user.isEmpty() ? defaultUser : user;
    var in = first(option("dbname"), database);
    return new Target.Postgres(
        name,
        host(first(option("host"), host)),
        port(first(option("port"), port)),
        in.isEmpty() ? as : in,
        as,
        password.isEmpty() ? Optional.empty() : Optional.of(new Secret(secretName, password)),
        options);
  }

  private String option(String key) {
    var value = options.remove(key);
    return value == null ? "" : value;
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  private static String host(String host) throws Malformed {
    if (host.startsWith("/") || host.startsWith("@")) {
      throw new Malformed("the URL names a Unix socket; irb connects over TCP, so name a host");
    }
    if (host.contains(",")) {
      throw new Malformed("the URL names several hosts; irb connects to one, so name that one");
    }
    var bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (!bare.matches("[\\w.:%-]*")) {
      throw new Malformed(
          "the URL's host is none; a '@', '/' or '#' in a password is written %40, %2F, %23");
    }
    return bare.isEmpty() ? "localhost" : bare;
  }

  private static int port(String port) throws Malformed {
    var number = port.isEmpty() ? PORT : port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    if (number < 1 || number > 65_535) {
      throw new Malformed(
          "the URL's port is no number from 1 to 65535; in a password, ':' and '/' are written %3A and %2F");
    }
    return number;
  }

  private static String decoded(String text) throws Malformed {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new Malformed("the URL has a '%' that two hexadecimal digits do not follow");
    }
  }
}
