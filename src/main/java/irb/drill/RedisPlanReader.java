package irb.drill;

import irb.expr.Template;
import irb.expr.Words;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `{redis: {user, password, settings, init}}`, and the commands of a fault.
final class RedisPlanReader {
  private static final Pattern USER = Pattern.compile("[A-Za-z][\\w.-]{0,62}");
  private static final Pattern SETTING = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Set<String> OURS =
      Set.of(
          "port",
          "bind",
          "dir",
          "pidfile",
          "logfile",
          "daemonize",
          "set-proc-title",
          "requirepass",
          "user",
          "aclfile",
          "include",
          "unixsocket",
          "supervised");

  private final Findings findings;

  RedisPlanReader(Findings findings) {
    this.findings = findings;
  }

  Plan read(Form form) {
    var user = form.scalar("user");
    user.filter(u -> !USER.matcher(u.text()).matches() || u.text().equals("default"))
        .ifPresent(u ->
            findings.error(
                u.place(), "'" + u + "' is no user that a drill can make", "for example operator"));
    var password = form.scalar("password");
    password
        .filter(p -> p.text().isEmpty() || p.text().chars().anyMatch(c -> c < ' '))
        .ifPresent(
            p -> findings.error(p.place(), "a password is not empty, and stands on one line"));
    if (user.isPresent() && password.isEmpty()) {
      findings.error(form.keyPlace("user"), "a user needs a 'password'");
    }
    var settings = new LinkedHashMap<String, String>();
    form.scalarMap("settings")
        .forEach((name, value) -> {
          settings.put(name, value.text());
          if (!SETTING.matcher(name).matches()
              || OURS.contains(name)
              || value.text().chars().anyMatch(c -> c < ' ')) {
            findings.error(
                value.place(), "'" + name + "' is no setting that a drill can choose", "remove it");
          }
        });
    var plan =
        new Plan.Redis(
            user.map(Scalar::text).orElse(""),
            password.map(Scalar::text).orElse(""),
            settings,
            commands(form, "init"));
    form.done();
    return plan;
  }

  /// A list of commands, each as one text or as a list of words.
  List<List<String>> commands(Form form, String key) {
    return form.list(key).stream().map(n -> words(form, n)).filter(w -> !w.isEmpty()).toList();
  }

  private List<String> words(Form form, Node command) {
    var words =
        switch (command) {
          case Scalar text -> Words.splitPlain(text, findings);
          case Sequence list ->
              list.items().stream()
                  .flatMap(n -> form.asScalar(n, "a word of a command").stream())
                  .map(s -> Template.parse(s, findings))
                  .toList();
          case Node.Mapping _ -> List.<Template>of();
        };
    if (words.isEmpty()) {
      findings.error(command.place(), "this is no command", "for example CONFIG SET maxclients 5");
    }
    words.stream()
        .filter(w -> w.constant().isEmpty())
        .forEach(w -> findings.error(w.place(), "a command of a drill takes no values"));
    return words.stream().map(w -> w.constant().orElse("")).toList();
  }
}
