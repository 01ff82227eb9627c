package irb.runbook;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Schema.either;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.map;
import static irb.schema.Schema.some;
import static irb.schema.Schema.text;

import irb.schema.Field;
import irb.schema.Schema.Fields;
import irb.schema.Schema.Kinds;
import irb.step.Target.Kind;
import java.util.LinkedHashMap;

/// What may stand in an entry of `targets:`, as [TargetReader] reads it.
final class TargetSchema {
  private TargetSchema() {}

  static Kinds target() {
    var kinds = new LinkedHashMap<String, Fields>();
    for (var kind : Kind.values()) {
      kinds.put(kind.toString(), of(kind));
    }
    return new Kinds("target", kinds);
  }

  private static Fields of(Kind kind) {
    var name = kind + " target";
    var via = field("via", text(), "the ssh target that leads there");
    var env = field("env", map(text()), "variables of every command");
    return switch (kind) {
      case HTTP ->
          fields(
              name,
              needed("http", text(), "the URL that paths are put behind"),
              field("headers", map(text()), "headers of every request"),
              via);
      case POSTGRES ->
          fields(
              name,
              needed(
                  "postgres",
                  either("PostgreSQL server", text(), address()),
                  "a URL, or its parts"),
              sslmode(),
              via);
      case REDIS -> fields(name, needed("redis", text(), "redis://… or rediss://…"), via);
      case KUBECTL ->
          fields(
              name,
              needed("kubectl", text(), "the name of a context"),
              field("namespace", text(), "else default, whatever the context has"),
              field("kubeconfig", text(), "a path, else kubectl's own ~/.kube/config"),
              field("request_timeout", text(), "10s when it is not written"));
      case SSH ->
          fields(
              name,
              needed("ssh", some(text()), "a host or a list of hosts, with user@ and :port"),
              field("user", text(), "of all hosts that do not say it themselves"),
              field("port", text(), "of all hosts that do not say it themselves"),
              field("dir", text(), "where commands run"),
              field("identity", text(), "the one private key to log in with"),
              field("fingerprint", text(), "the one host key that is accepted, SHA256:…"),
              field("jump", some(text()), "the hosts on the way"),
              env);
      case LOCAL -> fields(name, needed("local", text(), "the folder commands run in"), env);
    };
  }

  private static Fields address() {
    return fields(
        "PostgreSQL address",
        field("host", text(), "a name or address"),
        field("port", text(), "5432 when it is not written"),
        field("database", text(), "its name"),
        field("user", text(), "the role to log in as"),
        field("password", text(), "from a variable, as ${{ env.NAME }}"),
        sslmode());
  }

  private static Field sslmode() {
    return field("sslmode", text(), "as libpq has it, for example verify-full");
  }
}
