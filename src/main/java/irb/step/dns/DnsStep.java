package irb.step.dns;

import static irb.schema.Field.field;
import static irb.schema.Field.needed;
import static irb.schema.Schema.fields;
import static irb.schema.Schema.text;
import static irb.schema.Schema.word;

import irb.schema.Schema;
import irb.source.Findings;
import irb.source.Node;
import irb.step.StepType;
import java.util.Optional;

/// The step type `dns`: asks a name server.
public final class DnsStep implements StepType {
  private final Resolvers resolvers;

  /// Without `server`, those of this machine are asked.
  public DnsStep() {
    this(Resolvers.ofThisMachine());
  }

  DnsStep(Resolvers resolvers) {
    this.resolvers = resolvers;
  }

  @Override
  public String key() {
    return "dns";
  }

  @Override
  public String help() {
    return "asks a name server for the records of a name; that there is none (NXDOMAIN) is a result";
  }

  @Override
  public String example() {
    return """
    - id: address
      diagnose: Where does the name point?
      dns: {name: api.example.com, type: A, server: 9.9.9.9}
      expect: result.records == ["192.0.2.10"]
    """;
  }

  @Override
  public Schema schema() {
    return fields(
        "dns action",
        needed("name", text().like("api.example.com"), "the name to look up, always absolute"),
        field("type", word(RecordType.class), "the type of record, A when it is not written"),
        field(
            "server", text().like("9.9.9.9"), "the server to ask, else this machine's resolvers"));
  }

  @Override
  public Optional<DnsAction> read(Node node, Findings findings) {
    return DnsAction.read(node, resolvers, findings);
  }
}
