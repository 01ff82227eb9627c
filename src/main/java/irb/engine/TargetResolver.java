package irb.engine;

import irb.engine.Targets.UnusableException;
import irb.expr.Durations;
import irb.expr.Secret;
import irb.expr.Template;
import irb.runbook.Environment;
import irb.runbook.Playbook.TargetSpec;
import irb.step.Inherited;
import irb.step.PostgresUrl;
import irb.step.RedisUrl;
import irb.step.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Turns one target as the playbook writes it into one that can be used.
final class TargetResolver {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  private final TargetSettings settings;
  private final Environment environment;
  private final Path here;
  private final String user;
  private final SshTargets sshTargets;

  /// Relative folders of local targets begin at `here`; `user` connects where a URL names no one;
  /// `home` is the home folder of the account.
  TargetResolver(
      TargetSettings settings, Environment environment, Path here, String user, Path home) {
    this.settings = settings;
    this.environment = environment;
    this.here = here;
    this.user = user;
    this.sshTargets = new SshTargets(settings, environment, here, user, home);
  }

  Target resolve(TargetSpec spec) throws UnusableException {
    return switch (spec.kind()) {
      case HTTP -> http(spec);
      case POSTGRES -> postgres(spec);
      case LOCAL -> local(spec);
      case REDIS -> redis(spec);
      case KUBECTL -> kubectl(spec);
      case SSH -> sshTargets.resolve(spec);
    };
  }

  private Target http(TargetSpec spec) throws UnusableException {
    var written = settings.text(spec, "").strip().replaceAll("/+$", "");
    try {
      var uri = new URI(written);
      if (uri.getHost() == null
          || !Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
        throw new UnusableException(
            "target '" + spec.name() + "': what it is given is no http or https URL");
      }
      var headers = settings.values(spec, spec.headers());
      var user = uri.getUserInfo();
      if (user == null) {
        return new Target.Http(spec.name(), written, headers, via(spec));
      }
      headers.putIfAbsent("Authorization", basic(spec, user));
      var bare = written.replaceFirst("//[^/@]*@", "//");
      return new Target.Http(spec.name(), bare, headers, via(spec));
    } catch (URISyntaxException e) {
      throw new UnusableException(
          "target '" + spec.name() + "': what it is given is no URL: " + e.getReason());
    }
  }

  /// A user and password in a URL are sent as they would be by a browser, and shown by no one.
  private static Secret basic(TargetSpec spec, String userInfo) {
    var encoded = Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    return new Secret(TargetSettings.secretName(mainSetting(spec)), "Basic " + encoded);
  }

  private static Template mainSetting(TargetSpec spec) {
    return Objects.requireNonNull(spec.settings().get(""), spec::name);
  }

  private Target postgres(TargetSpec spec) throws UnusableException {
    var main = spec.settings().get("");
    if (main == null) {
      return fromParts(spec);
    }
    try {
      var parsed =
          PostgresUrl.parse(
              spec.name(), settings.text(spec, "").strip(), TargetSettings.secretName(main), user);
      var options = new LinkedHashMap<>(parsed.options());
      if (spec.settings().containsKey("sslmode")) {
        options.put("sslmode", settings.text(spec, "sslmode"));
      }
      return new Target.Postgres(
          parsed.name(),
          parsed.host(),
          parsed.port(),
          parsed.database(),
          parsed.user(),
          parsed.password(),
          options,
          via(spec));
    } catch (PostgresUrl.Malformed e) {
      throw new UnusableException("target '" + spec.name() + "' (" + main + "): " + e.why());
    }
  }

  private Target fromParts(TargetSpec spec) throws UnusableException {
    var role = spec.settings().containsKey("user") ? settings.text(spec, "user") : user;
    var port = spec.settings().containsKey("port") ? settings.text(spec, "port") : "5432";
    if (!port.matches("\\d{1,5}")) {
      throw new UnusableException("target '" + spec.name() + "': '" + port + "' is no port");
    }
    var password = spec.settings().get("password");
    Optional<Secret> secret =
        password == null
            ? Optional.empty()
            : Optional.of(
                new Secret(TargetSettings.secretName(password), settings.text(spec, "password")));
    return new Target.Postgres(
        spec.name(),
        spec.settings().containsKey("host") ? settings.text(spec, "host") : "localhost",
        Integer.parseInt(port),
        spec.settings().containsKey("database") ? settings.text(spec, "database") : role,
        role,
        secret,
        spec.settings().containsKey("sslmode")
            ? Map.of("sslmode", settings.text(spec, "sslmode"))
            : Map.of(),
        via(spec));
  }

  private Target local(TargetSpec spec) throws UnusableException {
    var dir = here.resolve(settings.text(spec, "")).normalize();
    return new Target.Local(
        spec.name(), dir, Inherited.of(environment.values()), settings.values(spec, spec.env()));
  }

  /// The one host that `spec` is reached through.
  private Optional<Target.Ssh> via(TargetSpec spec) throws UnusableException {
    if (spec.via().isEmpty()) {
      return Optional.empty();
    }
    var through = sshTargets.resolve(settings.target(spec.via().get()));
    if (through.hosts().size() > 1) {
      throw new UnusableException(
          "target '"
              + spec.name()
              + "' is reached via '"
              + through.name()
              + "', which is "
              + through.hosts().size()
              + " hosts; name one that leads there");
    }
    return Optional.of(through);
  }

  private Target redis(TargetSpec spec) throws UnusableException {
    var main = mainSetting(spec);
    try {
      return RedisUrl.parse(
          spec.name(), settings.text(spec, ""), TargetSettings.secretName(main), via(spec));
    } catch (RedisUrl.Malformed e) {
      throw new UnusableException("target '" + spec.name() + "' (" + main + "): " + e.why());
    }
  }

  private Target kubectl(TargetSpec spec) throws UnusableException {
    // never the context's own, which changes whenever somebody switches it
    var namespace =
        spec.settings().containsKey("namespace") ? settings.text(spec, "namespace") : "default";
    return new Target.Kubectl(
        spec.name(),
        settings.text(spec, "").strip(),
        Optional.of(namespace.strip()),
        spec.settings().containsKey("kubeconfig")
            ? Optional.of(file(spec, "kubeconfig"))
            : Optional.empty(),
        spec.settings().containsKey("request_timeout")
            ? duration(spec, "request_timeout")
            : REQUEST_TIMEOUT,
        Inherited.of(environment.values()));
  }

  /// A file below the home folder (`~/`), or relative to where irb was started.
  private Path file(TargetSpec spec, String setting) throws UnusableException {
    var written = settings.text(spec, setting).strip();
    var home = environment.values().get("HOME");
    if (written.startsWith("~/") && home == null) {
      throw new UnusableException(
          "target '" + spec.name() + "': HOME is not set, and " + setting + " begins with '~'");
    }
    return here.resolve(written.startsWith("~/") ? home + written.substring(1) : written)
        .normalize();
  }

  private Duration duration(TargetSpec spec, String setting) throws UnusableException {
    var written = settings.text(spec, setting).strip();
    return Durations.parse(written)
        .filter(d -> d.isPositive())
        .orElseThrow(() ->
            new UnusableException(
                "target '"
                    + spec.name()
                    + "': "
                    + setting
                    + " is a duration such as 10s, and this is '"
                    + written
                    + "'"));
  }
}
