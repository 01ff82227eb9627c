package irb.drill;

import irb.drill.Plan.Printed;
import irb.drill.Plan.Reply;
import irb.expr.Durations;
import irb.expr.Json;
import irb.expr.Masker;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import irb.step.HostTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what stands in for a target, e.g. `{postgres: …}` or `{commands: …}`.
final class PlanReader {
  static final List<String> KINDS =
      List.of("postgres", "redis", "http", "kubectl", "ssh", "commands", "tls", "dns");

  /// How many days a certificate may have left, or may have expired ago.
  static final int MOST_DAYS = 3650;

  private static final int USUAL_DAYS = 90;
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

  /// A name, or a path that stays below the folder where commands run.
  static final String PROGRAM =
      "[A-Za-z0-9_+][A-Za-z0-9_.+-]*|(\\./)?([A-Za-z0-9_+][A-Za-z0-9_.+-]*/)*[A-Za-z0-9_+][A-Za-z0-9_.+-]*";

  static final Pattern ROUTE = Pattern.compile("(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /\\S*");
  static final Pattern ROLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final Pattern SETTING = Pattern.compile("[a-z_][a-z0-9_.]*");
  private static final Set<String> OURS =
      Set.of("port", "listen_addresses", "unix_socket_directories", "data_directory", "hba_file");

  private final Path folder;
  private final Findings findings;

  PlanReader(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  Optional<Plan> read(Node node) {
    var form = Form.of(node, "a sandbox", findings);
    var kinds = KINDS.stream().filter(form::has).toList();
    if (kinds.size() != 1) {
      form.allow(KINDS.toArray(String[]::new));
      form.done();
      findings.error(
          form.place(),
          "a sandbox is exactly one of " + String.join(", ", KINDS),
          "for example db: {postgres: {max_connections: 30}}");
      return Optional.empty();
    }
    var plan =
        form.form(kinds.getFirst())
            .map(f ->
                switch (kinds.getFirst()) {
                  case "postgres" -> postgres(f);
                  case "redis" -> new RedisPlanReader(findings).read(f);
                  case "tls" -> tls(f);
                  case "dns" -> dns(f);
                  case "ssh" -> new SshPlanReader(f, findings).read();
                  case "http" -> new Plan.Http(routes(f.entries(), findings));
                  case "kubectl" -> new ClusterPlanReader(f).read();
                  default -> new Plan.Commands(answers(f.entries(), findings));
                });
    form.done();
    return plan;
  }

  private Plan postgres(Form form) {
    var user = "irb";
    var password = "";
    var login = form.form("login");
    if (login.isPresent()) {
      user = role(login.get(), "user", user);
      password = login.get().text("password").orElse("");
      login.get().done();
    }
    var settings = new LinkedHashMap<String, String>();
    form.scalarMap("settings")
        .forEach((name, value) -> {
          settings.put(name, value.text());
          if (!SETTING.matcher(name).matches() || OURS.contains(name)) {
            findings.error(
                value.place(), "'" + name + "' is no setting that a drill can choose", "remove it");
          }
        });
    var plan =
        new Plan.Postgres(
            form.number("max_connections", 10).orElse(30), init(form), settings, user, password);
    form.done();
    return plan;
  }

  private static Plan tls(Form form) {
    var days = form.number("days_left", -MOST_DAYS).orElse(USUAL_DAYS);
    if (days > MOST_DAYS) {
      form.findings().error(form.keyPlace("days_left"), "'days_left' is at most " + MOST_DAYS);
    }
    var names = names(form);
    var plan =
        new Plan.Tls(
            days, names.isEmpty() ? List.of("127.0.0.1") : names, form.flag("self_signed"));
    form.done();
    return plan;
  }

  /// The hosts that a certificate is for.
  static List<String> names(Form form) {
    var names = form.scalars("names");
    for (var name : names) {
      if (!HostTemplate.fits(name.text())) {
        form.findings().error(name.place(), "'" + name + "' is no host name or address");
      }
    }
    return names.stream().map(Scalar::text).toList();
  }

  private Plan dns(Form form) {
    var plan = new Plan.Dns(new ZoneReader(findings).read(form));
    form.done();
    return plan;
  }

  static String role(Form form, String key, String standard) {
    var role = form.scalar(key);
    role.filter(r -> !ROLE.matcher(r.text()).matches() || r.text().equals("postgres"))
        .ifPresent(r ->
            form.findings()
                .error(
                    r.place(),
                    "'" + r + "' is no ordinary role",
                    "write a name of small letters, digits and _, and not the superuser's"));
    return role.map(Scalar::text).orElse(standard);
  }

  /// The statements themselves, or those in a file beside the drill.
  private String init(Form form) {
    var written = form.scalar("init");
    if (written.isEmpty() || !written.get().text().strip().matches("[\\w.-]+\\.sql")) {
      return written.map(Scalar::text).orElse("");
    }
    try {
      return Files.readString(folder.resolve(written.get().text().strip()));
    } catch (IOException _) {
      findings.error(
          written.get().place(),
          "there is no readable file '" + written.get() + "' beside the drill",
          "");
      return "";
    }
  }

  static Map<String, Reply> routes(Map<Scalar, Node> entries, Findings findings) {
    var routes = new LinkedHashMap<String, Reply>();
    entries.forEach((route, answer) -> {
      if (!ROUTE.matcher(route.text()).matches()) {
        findings.error(
            route.place(),
            "'" + route + "' is no route",
            "a route is a method and a path, for example GET /health");
      }
      routes.put(route.text(), reply(Form.of(answer, "an answer", findings)));
    });
    return routes;
  }

  private static Reply reply(Form form) {
    var json = form.node("json").map(n -> new Json(new Masker()).line(NodeValues.of(n)));
    var body = form.text("body");
    if (json.isPresent() && body.isPresent()) {
      form.findings().error(form.keyPlace("body"), "an answer has 'json' or 'body', not both");
    }
    var headers = new LinkedHashMap<String, List<String>>();
    form.form("headers")
        .ifPresent(f ->
            f.entries()
                .forEach((k, v) ->
                    headers.put(
                        k.text(),
                        f.asScalars(v, "'" + k + "'").stream().map(Scalar::text).toList())));
    var status = form.number("status", 100).orElse(200);
    if (status > 599) {
      form.findings().error(form.keyPlace("status"), "a status is at most 599");
    }
    var delay = form.scalar("delay").flatMap(s -> delay(s, form));
    form.done();
    return new Reply(
        status,
        json.map(_ -> "application/json"),
        json.or(() -> body).orElse(""),
        headers,
        delay.orElse(Duration.ZERO));
  }

  private static Optional<Duration> delay(Scalar written, Form form) {
    var delay = Durations.parse(written.text()).filter(d -> d.compareTo(LONGEST_DELAY) <= 0);
    if (delay.isEmpty()) {
      form.findings()
          .error(
              written.place(),
              "'delay' is a duration of at most 10m, such as 800ms, and this is '" + written + "'");
    }
    return delay;
  }

  static Map<String, Printed> answers(Map<Scalar, Node> entries, Findings findings) {
    var answers = new LinkedHashMap<String, Printed>();
    entries.forEach((glob, answer) -> {
      if (!new Glob(glob.text()).program().matches(PROGRAM)) {
        findings.error(
            glob.place(),
            "'" + glob + "' does not begin with the name of a program",
            "a stand-in is found on the PATH by its name, for example docker-compose restart *, or"
                + " under the path of a script, for example ./deploy/check.sh *");
      }
      var form = Form.of(answer, "an answer", findings);
      var exit = form.number("exit", 0).orElse(0);
      if (exit > 255) {
        findings.error(form.keyPlace("exit"), "an exit code is at most 255");
      }
      answers.put(
          glob.text(), new Printed(form.text("out").orElse(""), form.text("err").orElse(""), exit));
      form.done();
    });
    return answers;
  }
}
