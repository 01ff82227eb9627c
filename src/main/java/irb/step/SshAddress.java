package irb.step;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// A host as it is written in a playbook: `web1`, `deploy@web1:2222`, `[::1]:22`.
public record SshAddress(String text, Optional<String> user, String host, OptionalInt port) {
  private static final Pattern HOST = Pattern.compile("[\\w.+:%-]+");
  private static final Pattern USER = Pattern.compile("[^\\s\\p{Cntrl}@:/-][^\\s\\p{Cntrl}@]*");

  /// What cannot be the address of a host; the message says why.
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String why) {
      super(why);
    }

    public String why() {
      return String.valueOf(getMessage());
    }
  }

  /// Reads `text`; nothing in it can become an option or a second word of a command.
  public static SshAddress parse(String text) throws Malformed {
    var at = text.lastIndexOf('@');
    var user = at < 0 ? Optional.<String>empty() : Optional.of(user(text.substring(0, at)));
    var rest = text.substring(at + 1);
    var end = rest.startsWith("[") ? rest.indexOf(']') : -1;
    if (end > 0) {
      var behind = rest.substring(end + 1);
      return new SshAddress(
          text,
          user,
          host(rest.substring(1, end), text),
          behind.isEmpty() ? OptionalInt.empty() : port(behind, text));
    }
    var colon = rest.indexOf(':');
    return colon < 0 || rest.indexOf(':', colon + 1) >= 0
        ? new SshAddress(text, user, host(rest, text), OptionalInt.empty())
        : new SshAddress(
            text, user, host(rest.substring(0, colon), text), port(rest.substring(colon), text));
  }

  private static String user(String user) throws Malformed {
    if (!USER.matcher(user).matches()) {
      throw new Malformed("'" + visible(user) + "' is no name of a user");
    }
    return user;
  }

  private static String host(String host, String text) throws Malformed {
    if (host.isEmpty() || host.startsWith("-") || !HOST.matcher(host).matches()) {
      throw new Malformed(
          "'" + visible(text) + "' is no host; write a name or an address, as in web1 or [::1]:22");
    }
    return host;
  }

  private static OptionalInt port(String behind, String text) throws Malformed {
    var number =
        behind.matches(":\\d{1,5}") ? Integer.parseInt(behind.substring(1)) : Integer.MAX_VALUE;
    if (number < 1 || number > 65_535) {
      throw new Malformed("the port of '" + visible(text) + "' is no number from 1 to 65535");
    }
    return OptionalInt.of(number);
  }

  private static String visible(String text) {
    return irb.expr.Visible.line(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
