package irb.drill;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Schema.duration;
import static irb.schema.Schema.either;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.flag;
import static irb.schema.Schema.several;
import static irb.schema.Schema.text;
import static irb.schema.Schema.whole;
import static irb.schema.Schema.word;

import irb.drill.Fault.State;
import irb.schema.Field;
import irb.schema.Rule.ExactlyOne;
import irb.schema.Schema;
import irb.schema.Schema.Fields;
import java.util.ArrayList;
import java.util.List;

/// What may stand in an element of `fault`, as [FaultReader] reads it.
final class FaultSchema {
  private FaultSchema() {}

  static Fields fault() {
    var all = new ArrayList<Field>();
    for (var kind : FaultReader.KINDS) {
      all.add(field(kind, of(kind), help(kind)));
    }
    all.add(
        field(
            "healed_by",
            text().like("systemctl restart *"),
            "a change that fits this ends the fault"));
    all.add(field("hosts", several(text()), "the hosts of an ssh target it befalls"));
    return fields("fault", all).with(new ExactlyOne(FaultReader.KINDS));
  }

  private static String help(String kind) {
    return switch (kind) {
      case "hold_connections" -> "connections that somebody holds";
      case "session" -> "a session that has run some SQL and stays open";
      case "stop" -> "a sandbox that does not answer";
      case "redis" -> "commands that were run";
      case "http" -> "other answers than usual";
      case "kubectl" -> "what goes wrong in a cluster";
      case "commands" -> "programs that answer otherwise";
      case "tls" -> "another certificate";
      case "dns" -> "other records";
      default -> throw new IllegalArgumentException("nothing is known of a fault " + kind);
    };
  }

  private static Schema of(String kind) {
    var target = needed("target", text(), "the sandbox it befalls");
    var since = field("for", duration(), "how long it has been so when the run begins");
    var as = field("as", SandboxSchema.role(), "the role that does it");
    return switch (kind) {
      case "hold_connections" ->
          fields(
              "held connections",
              target,
              needed(
                  "count",
                  either("count", word(List.of("full")), whole(1)),
                  "how many, or full for every one there is"),
              field("state", word(State.class), "idle when it is not written"),
              since,
              as);
      case "session" ->
          fields(
              "held session", target, needed("sql", several(text()), "what it has run"), since, as);
      case "redis" ->
          fields(
              "redis fault",
              target,
              needed("commands", SandboxSchema.redisCommands(), "what is run before"),
              field("undo", SandboxSchema.redisCommands(), "what is run when it is healed"));
      case "tls" ->
          fields(
              "tls fault",
              target,
              SandboxSchema.days(),
              SandboxSchema.names(),
              field("self_signed", flag(), "whether no authority has signed it"));
      case "dns" -> fields("dns fault", target, SandboxSchema.records());
      case "http" -> fields("http fault", target).with(SandboxSchema.routes());
      case "commands" -> fields("commands fault", target).with(SandboxSchema.commands());
      case "kubectl" -> ClusterSchema.fault();
      default -> text();
    };
  }
}
