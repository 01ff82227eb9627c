package irb.step.tls;

import java.nio.file.Path;

/// Where a certificate is looked for; its text is for people.
sealed interface Origin {
  String text();

  /// The certificate must be for `name`.
  record Server(String host, int port, String name) implements Origin {
    /// E.g. `api.example.com:443`.
    String peer() {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    @Override
    public String text() {
      return "look at the certificate of " + peer() + (name.equals(host) ? "" : " for " + name);
    }
  }

  record InFile(Path path) implements Origin {
    @Override
    public String text() {
      return "look at the certificate in " + path;
    }
  }
}
