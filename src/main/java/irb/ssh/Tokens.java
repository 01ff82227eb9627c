package irb.ssh;

import irb.step.Target.SshUser;
import java.nio.file.Path;

/// What OpenSSH leaves to be filled in when it names a file: `~` and `%h`.
record Tokens(SshUser local, String written, String host, String user, int port) {

  Path path(String text) {
    var home = local.home().toString();
    var filled = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var more = text.charAt(i) == '%' && i + 1 < text.length();
      filled.append(more ? value(text.charAt(++i), home) : String.valueOf(text.charAt(i)));
    }
    var path = filled.toString();
    return path.equals("~") || path.startsWith("~/")
        ? Path.of(home + path.substring(1))
        : local.home().resolve(path);
  }

  private String value(char token, String home) {
    return switch (token) {
      case '%' -> "%";
      case 'd' -> home;
      case 'h' -> host;
      case 'n' -> written;
      case 'p' -> Integer.toString(port);
      case 'r' -> user;
      case 'u' -> local.name();
      default -> "%" + token;
    };
  }
}
