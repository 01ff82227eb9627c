package irb.engine;

import irb.engine.Targets.UnusableException;
import irb.runbook.Environment;
import irb.runbook.Playbook.TargetSpec;
import irb.step.SshAddress;
import irb.step.Target;
import irb.step.Target.SshUser;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Turns a target of hosts as the playbook writes it into one that can be connected to.
final class SshTargets {
  private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");

  private final TargetSettings settings;
  private final Path here;
  private final SshUser local;

  /// `account` is the home folder of the account; the environment may name another one.
  SshTargets(
      TargetSettings settings, Environment environment, Path here, String user, Path account) {
    this.settings = settings;
    this.here = here;
    this.local = SshUser.of(environment.values(), user, account, here);
  }

  Target.Ssh resolve(TargetSpec spec) throws UnusableException {
    var hosts = hosts(spec, "", settings.texts(spec, ""));
    if (hosts.isEmpty()) {
      throw unusable(spec, "its list of hosts is empty, and that never means every host");
    }
    return new Target.Ssh(
        spec.name(),
        hosts,
        optional(spec, "user"),
        port(spec),
        optional(spec, "dir"),
        hosts(spec, "jump", jumps(spec)),
        identity(spec),
        fingerprint(spec),
        settings.values(spec, spec.env()),
        local);
  }

  private List<String> jumps(TargetSpec spec) throws UnusableException {
    var jumps = new ArrayList<String>();
    for (var written : settings.texts(spec, "jump")) {
      jumps.addAll(List.of(written.split(",", -1)));
    }
    return jumps;
  }

  private static List<String> hosts(TargetSpec spec, String setting, List<String> written)
      throws UnusableException {
    var hosts = new ArrayList<String>();
    for (var host : written) {
      try {
        hosts.add(SshAddress.parse(host.strip()).text());
      } catch (SshAddress.Malformed e) {
        throw unusable(
            spec,
            e.why()
                + (setting.isEmpty() && host.contains(",")
                    ? "; several hosts are a list, as in ${{ env.HOSTS.split(',') }}"
                    : ""));
      }
    }
    var twice = hosts.stream().filter(h -> hosts.indexOf(h) != hosts.lastIndexOf(h)).findFirst();
    if (twice.isPresent()) {
      throw unusable(spec, "it names '" + twice.get() + "' twice");
    }
    return hosts;
  }

  private OptionalInt port(TargetSpec spec) throws UnusableException {
    var written = optional(spec, "port");
    if (written.isEmpty()) {
      return OptionalInt.empty();
    }
    var port = written.get().matches("\\d{1,5}") ? Integer.parseInt(written.get()) : 0;
    if (port < 1 || port > 65_535) {
      throw unusable(spec, "'" + written.get() + "' is no port");
    }
    return OptionalInt.of(port);
  }

  private Optional<Path> identity(TargetSpec spec) throws UnusableException {
    var written = optional(spec, "identity");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    var file = written.get();
    try {
      return Optional.of(
          file.startsWith("~/") ? local.home().resolve(file.substring(2)) : here.resolve(file));
    } catch (InvalidPathException e) {
      throw unusable(spec, "the identity is no file: " + e.getReason());
    }
  }

  private Optional<String> fingerprint(TargetSpec spec) throws UnusableException {
    var written = optional(spec, "fingerprint");
    if (written.isPresent() && !FINGERPRINT.matcher(written.get()).matches()) {
      throw unusable(
          spec,
          "'"
              + written.get()
              + "' is no fingerprint; it is written SHA256:… as ssh-keygen -l prints it");
    }
    return written.map(f -> f.replaceFirst("=$", ""));
  }

  private Optional<String> optional(TargetSpec spec, String setting) throws UnusableException {
    return spec.settings().containsKey(setting)
        ? Optional.of(settings.text(spec, setting).strip())
        : Optional.empty();
  }

  private static UnusableException unusable(TargetSpec spec, String why) {
    return new UnusableException("target '" + spec.name() + "': " + why);
  }
}
