package irb.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// Options and parameters, declared without reflection, which costs time at every start.
final class Options {
  private Options() {}

  static CommandSpec command(String name, String... description) {
    var spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description).sortOptions(false).abbreviateSynopsis(false);
    return spec;
  }

  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .arity("0")
        .type(boolean.class)
        .description(description)
        .build();
  }

  static OptionSpec text(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec texts(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PositionalParamSpec one(String label, String description, boolean required) {
    return PositionalParamSpec.builder()
        .index("0")
        .arity(required ? "1" : "0..1")
        .required(required)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PositionalParamSpec many(String label, String description) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// An option of every command, before it or behind it.
  static OptionSpec global(OptionSpec option) {
    return option.toBuilder().scopeType(CommandLine.ScopeType.INHERIT).build();
  }

  static boolean has(ParseResult parsed, String name) {
    return parsed.hasMatchedOption(name);
  }

  static Optional<String> value(ParseResult parsed, String name) {
    return Optional.ofNullable(parsed.matchedOptionValue(name, null));
  }

  static List<String> values(ParseResult parsed, String name) {
    return parsed.matchedOptionValue(name, List.of());
  }

  /// The values of an option that is given once, or several times.
  static List<String> all(ParseResult parsed, String name) {
    return parsed.matchedOption(name) == null
        ? List.of()
        : parsed.matchedOption(name).originalStringValues();
  }

  static Optional<String> positional(ParseResult parsed) {
    return Optional.ofNullable(parsed.matchedPositionalValue(0, null));
  }

  static List<String> positionals(ParseResult parsed) {
    return parsed.matchedPositionalValue(0, List.of());
  }
}
