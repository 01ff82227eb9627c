package irb.cli;

import irb.engine.RunRequest.Consent;
import java.util.LinkedHashMap;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// What is approved, declined and answered on the command line.
final class ConsentOptions {
  private ConsentOptions() {}

  /// Adds `--yes --approve --answer --override-freeze`.
  static CommandSpec add(CommandSpec spec) {
    return spec.addOption(Options.flag("Approve every change of low or medium risk.", "--yes"))
        .addOption(Options.texts("STEP", "Approve this step, whatever its risk.", "--approve"))
        .addOption(Options.texts("STEP=VALUE", "Answer a question beforehand.", "--answer"))
        .addOption(
            Options.text(
                "REASON",
                "Change things although the environment is frozen; the reason is logged.",
                "--override-freeze"));
  }

  /// Adds what only a run that is there already can be told.
  static CommandSpec addLater(CommandSpec spec) {
    return spec.addOption(Options.texts("STEP", "Decline this step.", "--decline"))
        .addOption(Options.text("TEXT", "A comment, logged with the approvals.", "--comment"));
  }

  static Consent read(ParseResult parsed) throws UsageException {
    var answers = new LinkedHashMap<String, String>();
    for (var answer : Options.values(parsed, "--answer")) {
      var equals = answer.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--answer is STEP=VALUE, and this is '" + answer + "'");
      }
      answers.put(answer.substring(0, equals), answer.substring(equals + 1));
    }
    return new Consent(
        Options.has(parsed, "--yes"),
        Set.copyOf(Options.values(parsed, "--approve")),
        Set.copyOf(Options.values(parsed, "--decline")),
        answers,
        Options.value(parsed, "--override-freeze"),
        Options.value(parsed, "--comment"));
  }
}
