package irb.drill;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Rule.excludes;
import static irb.schema.Schema.duration;
import static irb.schema.Schema.either;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.flag;
import static irb.schema.Schema.json;
import static irb.schema.Schema.list;
import static irb.schema.Schema.map;
import static irb.schema.Schema.several;
import static irb.schema.Schema.some;
import static irb.schema.Schema.text;
import static irb.schema.Schema.whole;
import static irb.schema.Schema.word;

import irb.schema.Field;
import irb.schema.Rule.ExactlyOne;
import irb.schema.Rule.Needs;
import irb.schema.Schema;
import irb.schema.Schema.Fields;
import irb.schema.Schema.ListOf;
import irb.schema.Schema.MapOf;
import irb.schema.Schema.Text;

/// What may stand for a target in a drill, as [PlanReader] reads it.
final class SandboxSchema {
  private static final Text ROLE =
      text("(?!postgres$)" + PlanReader.ROLE, "app")
          .says("this is an ordinary role, of small letters, digits and _");
  private static final Text HOST = text("[A-Za-z0-9][A-Za-z0-9.-]*", "web1");

  private SandboxSchema() {}

  static Fields plan() {
    var kinds =
        new Field[] {
          field("postgres", postgres(), "a PostgreSQL server of its own"),
          field("redis", redis(), "a Redis server of its own"),
          field("http", routes(), "an HTTP server that gives these answers"),
          field(
              "kubectl",
              ClusterSchema.cluster(),
              "the real kubectl against a small Kubernetes API"),
          field("ssh", ssh(), "an SSH server for each host"),
          field("commands", commands(), "stand-ins for programs, found by their names"),
          field("tls", certificate(), "a server with a certificate"),
          field("dns", zone(), "a name server"),
        };
    return fields("sandbox", kinds).with(new ExactlyOne(PlanReader.KINDS));
  }

  private static Fields postgres() {
    return fields(
        "PostgreSQL sandbox",
        field("max_connections", whole(10), "30 when it is not written"),
        field(
            "settings",
            map(text("[a-z_][a-z0-9_.]*", "work_mem"), text()),
            "as in postgresql.conf"),
        field("init", text().like("SELECT 1"), "SQL, or a file of it beside the drill"),
        field("login", login(), "the role that irb logs in as"));
  }

  private static Fields login() {
    return fields(
        "login",
        field("user", role(), "an ordinary role"),
        field("password", text(), "its password"));
  }

  static Text role() {
    return ROLE;
  }

  private static Fields redis() {
    return fields(
            "Redis sandbox",
            field(
                "user",
                text("(?!default$)[A-Za-z][A-Za-z0-9_.-]{0,62}", "operator"),
                "who logs in"),
            field("password", text("[^\\u0000-\\u001f]+", "secret"), "with what"),
            field(
                "settings", map(text("[a-z][a-z0-9-]*", "maxmemory"), text()), "as in redis.conf"),
            field("init", redisCommands(), "what is run before"))
        .with(new Needs("user", "password"));
  }

  /// Each one text, or a list of words.
  static ListOf redisCommands() {
    return list(some(text().like("PING")));
  }

  static MapOf routes() {
    return map(text(PlanReader.ROUTE.pattern(), "GET /health"), reply());
  }

  private static Fields reply() {
    return fields(
            "answer of a server",
            field("status", whole(100).atMost(599), "200 when it is not written"),
            field("headers", map(several(text())), "headers of the answer"),
            field("json", json(), "a JSON body"),
            field("body", text(), "a body as it stands"),
            field("delay", duration(), "how long it takes, at most 10m"))
        .with(excludes("json", "body"));
  }

  static MapOf commands() {
    return map(
        text().like("systemctl restart *"),
        fields(
            "answer of a command",
            field("out", text(), "what it prints"),
            field("err", text(), "what it prints on standard error"),
            field("exit", whole(0).atMost(255), "0 when it is not written")));
  }

  private static Fields ssh() {
    var host =
        fields(
            "host",
            field("commands", commands(), "programs of this host alone"),
            field("unreachable", flag(), "whether nobody answers"),
            field("changed_key", flag(), "whether it shows another key than it is known by"));
    return fields(
        "SSH sandbox",
        needed(
            "hosts",
            either("hosts", new ListOf(HOST, 1, Integer.MAX_VALUE), new MapOf(HOST, host, 1)),
            "names, or names with what is special about each"),
        field("commands", commands(), "programs that all hosts have"));
  }

  private static Fields certificate() {
    return fields(
        "TLS sandbox",
        days(),
        names(),
        field("self_signed", flag(), "whether no authority has signed it"));
  }

  static Field days() {
    return field(
        "days_left",
        whole(-PlanReader.MOST_DAYS).atMost(PlanReader.MOST_DAYS),
        "how long the certificate is good for; negative when it has expired");
  }

  static Field names() {
    return field("names", several(text().like("shop.example.test")), "the hosts that it is for");
  }

  private static Fields zone() {
    return fields("DNS sandbox", records());
  }

  static Field records() {
    Schema records = map(text().like("A"), several(text().like("192.0.2.10")));
    return needed(
        "records",
        map(text().like("api.example.test"), either("name", word(ZoneReader.words()), records)),
        "names with their records, or NXDOMAIN, SERVFAIL, REFUSED in their place");
  }
}
