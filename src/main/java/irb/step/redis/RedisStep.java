package irb.step.redis;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Schema.either;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.some;
import static irb.schema.Schema.text;

import irb.schema.Schema;
import irb.source.Findings;
import irb.source.Node;
import irb.step.StepType;
import java.util.Optional;

/// The `redis` step type: one command for a Redis server.
public final class RedisStep implements StepType {
  static final String KEY = "redis";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String help() {
    return "run one Redis command; a read is one of a list, checked with the server's own COMMAND INFO";
  }

  @Override
  public String example() {
    return """
    - id: memory
      diagnose: Is there room in the cache?
      redis: {target: cache, command: INFO memory}
      expect: result.info.used_memory < 512 * 1024 * 1024
    """;
  }

  @Override
  public Schema schema() {
    var command = text().like("PING");
    return either(
        "redis",
        command,
        fields(
            "redis action",
            field(
                "target", text(), "a redis target of the playbook; needed when there are several"),
            needed("command", some(command), "one command, as a text or a list of words")));
  }

  @Override
  public Optional<? extends RedisAction> read(Node node, Findings findings) {
    return new RedisForm(findings).read(node);
  }
}
