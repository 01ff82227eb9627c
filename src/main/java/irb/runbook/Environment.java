package irb.runbook;

import irb.expr.Scope;
import irb.expr.Secret;
import irb.expr.SecretNames;
import irb.source.Findings;
import irb.source.Source;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The variables a run sees, each with where it came from.
///
/// The process environment beats the file of the chosen environment. Without one (`local`) only the
/// process environment is used.
public record Environment(
    Optional<String> name, Map<String, String> values, Map<String, String> origins) {
  public Environment {
    values = Map.copyOf(values);
    origins = Map.copyOf(origins);
  }

  private static final Pattern PASSWORD_IN_URL =
      Pattern.compile("[a-z][a-z0-9+.-]*://[^/?#:@\\s]*:([^/?#\\s]+)@", Pattern.CASE_INSENSITIVE);

  /// What is shown when no environment was chosen.
  public static final String LOCAL = "local";

  public String shown() {
    return name.orElse(LOCAL);
  }

  /// The process environment alone.
  public static Environment local(Map<String, String> process) {
    return of(Optional.empty(), Map.of(), "", process);
  }

  /// The variables for `name`, from `.env.NAME` in the first of `folders` that has it.
  public static Environment load(
      String name, List<Path> folders, Map<String, String> process, Findings findings)
      throws IOException {
    for (var folder : folders) {
      var file = folder.resolve(".env." + name);
      if (Files.isRegularFile(file)) {
        var read = EnvFile.read(new Source(file.toString(), Files.readString(file)), findings);
        return of(Optional.of(name), read, file.toString(), process);
      }
    }
    return of(Optional.of(name), Map.of(), "", process);
  }

  private static Environment of(
      Optional<String> name, Map<String, String> file, String path, Map<String, String> process) {
    var values = new LinkedHashMap<>(file);
    var origins = new LinkedHashMap<String, String>();
    file.keySet().forEach(k -> origins.put(k, path));
    process.forEach((k, v) -> {
      values.put(k, v);
      origins.put(k, "environment");
    });
    return new Environment(name, values, origins);
  }

  /// Every value that a name marks as secret or `playbook` lists, and the password in any URL.
  public List<Secret> secrets(Playbook playbook) {
    var secrets = new ArrayList<Secret>();
    values.forEach((name, value) -> {
      if (!value.isEmpty() && (SecretNames.isSecret(name) || playbook.secrets().contains(name))) {
        secrets.add(new Secret(name, value));
      }
      var url = PASSWORD_IN_URL.matcher(value);
      if (url.find()) {
        secrets.add(new Secret(name, url.group(1)));
        secrets.add(new Secret(name, decoded(url.group(1))));
      }
    });
    return List.copyOf(secrets);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  /// What expressions see as `env`.
  public Map<String, Object> bindings(Scope scope) {
    var bindings = new LinkedHashMap<String, Object>();
    values.forEach((k, v) ->
        bindings.put(
            k,
            SecretNames.isSecret(k) || scope.secrets().contains("env." + k)
                ? new Secret(k, v)
                : v));
    return bindings;
  }
}
