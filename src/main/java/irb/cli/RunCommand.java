package irb.cli;

import irb.alert.AlertPayload;
import irb.cli.Invocation.Format;
import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.engine.Launch;
import irb.engine.Launch.Choices;
import irb.engine.Launch.RefusedException;
import irb.engine.RunRequest.Surroundings;
import irb.engine.Ticker;
import irb.journal.JournalException;
import irb.journal.StateFolder;
import irb.runbook.Loader.Loaded;
import irb.terminal.FindingsText;
import irb.terminal.Signals;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb run RUNBOOK|FILE`: runs a runbook.
final class RunCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec =
        Options.command(
                "run", "Run a runbook: diagnose, decide, ask before every change, verify, log.")
            .addPositional(
                Options.one("RUNBOOK|FILE", "A runbook's name, PLAYBOOK/NAME, or a file.", true))
            .addOption(
                Options.texts(
                    "NAME=VALUE",
                    "A parameter; repeat it for a list. @FILE reads a file, - standard input.",
                    "-p",
                    "--param"))
            .addOption(
                AlertOption.spec(
                    "What Alertmanager sends: labels for 'alert' and parameters; - is standard"
                        + " input."))
            .addOption(
                Options.flag(
                    "Read and decide for real, show every change, make none.", "--dry-run"));
    return ConsentOptions.add(spec)
        .addOption(
            Options.text("ID", "Go on in this incident instead of opening one.", "--incident"))
        .addOption(
            Options.text(
                "SEVERITY", "The severity, if it is not the runbook's own.", "--severity"));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    var name = Options.positional(parsed).orElseThrow();
    invocation.format();
    var warm =
        Thread.ofPlatform()
            .daemon()
            .name("warm")
            .unstarted(invocation.program().expressions()::warm);
    var shelf = invocation.shelf(name);
    if (new Glimpse(shelf.file()).hasConditions()) {
      warm.start();
    }
    var loaded = invocation.sound(shelf);
    if (loaded.isEmpty()) {
      return Exit.USAGE.code();
    }
    if (invocation.format() == Format.TEXT && !loaded.get().findings().isEmpty()) {
      new FindingsText(invocation.err(), invocation.errLooks()).print(loaded.get().findings());
    }
    var folder = java.util.Objects.requireNonNull(shelf.file().toAbsolutePath().getParent());
    var environment = invocation.environment(loaded.get().playbook(), folder);
    var runbook =
        new SeverityOption(loaded.get().playbook())
            .applied(loaded.get().runbook().orElseThrow(), Options.value(parsed, "--severity"));
    var launch =
        new Launch(runbook, loaded.get().playbook(), environment, invocation.program().masker());
    return launched(launch, parsed, invocation, loaded.get());
  }

  private static int launched(
      Launch launch, ParseResult parsed, Invocation invocation, Loaded loaded) throws Exception {
    var program = invocation.program();
    var interrupts = new Interrupts();
    var alert = alert(parsed, invocation);
    var choices =
        new Choices(
            new ParamOptions(program)
                .read(Options.values(parsed, "-p"), loaded.runbook().orElseThrow()),
            ConsentOptions.read(parsed),
            Options.has(parsed, "--dry-run"),
            program.here());
    var state = invocation.state();
    var incident = Options.value(parsed, "--incident");
    if (incident.isPresent()) {
      invocation.known(incident.get(), incidents(state));
    }
    invocation.warnOfRemoteState();
    var place =
        new Launch.Place(
            state, incident, program.author(), program.version(), program.random(), program.disk());
    try (var display = Display.of(invocation, interrupts, Takeover.AGAIN);
        var _ = Signals.register(interrupts)) {
      var operator = invocation.operator(display.operator(), interrupts);
      var around =
          new Surroundings(
              program.author().actor(),
              program.account(),
              operator,
              program.expressions(),
              program.clock(),
              Ticker.real(program.mono()),
              interrupts,
              program.gateway(),
              alert);
      var audience = new Launch.Audience(List.of(display.listener()), display::head);
      var report = launch.run(place, choices, around, audience);
      display.finish(report);
      return report.exit().code();
    } catch (RefusedException e) {
      throw new UsageException(e.exit(), String.valueOf(e.getMessage()));
    }
  }

  /// The labels that the alerts share; without alerts there are none.
  private static Map<String, Object> alert(ParseResult parsed, Invocation invocation)
      throws UsageException {
    if (Options.value(parsed, AlertOption.NAME).filter("-"::equals).isPresent()
        && Options.values(parsed, "-p").stream().anyMatch(p -> p.endsWith("=-"))) {
      throw new UsageException(
          "--alert and -p cannot both be read from standard input; give one as a file");
    }
    var payload = new AlertOption(invocation.program()).read(parsed);
    payload
        .filter(AlertPayload::isResolved)
        .ifPresent(_ -> invocation.err().println("irb: warning: the alert is resolved already"));
    return payload.<Map<String, Object>>map(p -> Map.copyOf(p.labels())).orElse(Map.of());
  }

  private static List<String> incidents(StateFolder state) throws UsageException {
    try {
      return state.list();
    } catch (JournalException e) {
      throw new UsageException(Exit.ERROR, String.valueOf(e.getMessage()));
    }
  }
}
