package irb.cli;

import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.engine.Launch;
import irb.engine.Launch.Audience;
import irb.engine.Launch.Choices;
import irb.engine.Launch.Place;
import irb.engine.Launch.RefusedException;
import irb.engine.Past;
import irb.engine.PastReader;
import irb.engine.RunReport;
import irb.engine.RunRequest.Surroundings;
import irb.engine.Ticker;
import irb.journal.JournalException;
import irb.journal.LogReader;
import irb.journal.Record;
import irb.journal.StateFolder;
import irb.runbook.Library;
import irb.runbook.Loader;
import irb.runbook.Runbook;
import irb.terminal.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// A run of the log that a command goes on with, under the circumstances in which it was started.
record Takeover(Invocation invocation, StateFolder state, Past past) {
  /// How a run is taken up again; what stands for its name is replaced by it.
  static final String AGAIN = "irb resume RUN";

  /// Goes on with a run in one way or another.
  @FunctionalInterface
  interface Way {
    RunReport go(
        Launch launch, Place place, Choices choices, Surroundings around, Audience audience)
        throws RefusedException;
  }

  static OptionSpec secrets() {
    return Options.texts(
        "NAME=@FILE",
        "A secret parameter, which no log keeps: @FILE reads a file, - standard input.",
        "-p",
        "--param");
  }

  /// The run called `name`, or the last one of the incident `name`; without a name the newest that
  /// is not finished, if there is one.
  static Optional<Takeover> of(Invocation invocation, Optional<String> name) throws UsageException {
    var state = invocation.state();
    try {
      if (name.isEmpty()) {
        return newest(state).map(p -> new Takeover(invocation, state, p));
      }
      var slash = name.get().indexOf('/');
      var incident = slash < 0 ? name.get() : name.get().substring(0, slash);
      invocation.known(incident, state.list());
      var run = slash < 0 ? last(state, incident) : Optional.of(name.get());
      var past = run.isEmpty() ? Optional.<Past>empty() : read(state, run.get());
      return Optional.of(
          past.map(p -> new Takeover(invocation, state, p))
              .orElseThrow(() ->
                  new UsageException(
                      "incident "
                          + incident
                          + (run.isEmpty() ? " has no run" : " has no run '" + run.get() + "'")
                          + "; 'irb log show "
                          + incident
                          + "' shows what it has")));
    } catch (JournalException e) {
      throw new UsageException(Exit.ERROR, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Past> read(StateFolder state, String run) throws JournalException {
    return PastReader.read(state.log(run.substring(0, run.indexOf('/'))), run);
  }

  private static Optional<Past> newest(StateFolder state) throws JournalException {
    for (var incident : state.list()) {
      var run = last(state, incident);
      var past = run.isEmpty() ? Optional.<Past>empty() : read(state, run.get());
      if (past.isPresent() && !past.get().isFinished() && !past.get().origin().dry()) {
        return past;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> last(StateFolder state, String incident) throws JournalException {
    var last = Optional.<String>empty();
    try (var reader = LogReader.open(state.log(incident))) {
      for (var record = reader.next(); record.isPresent(); record = reader.next()) {
        last = record.get().type().equals("run_started") ? record.flatMap(Record::run) : last;
      }
    }
    return last;
  }

  /// Loads what the run follows and goes on with it; `again` is how that is done once more.
  int run(ParseResult parsed, String again, Way way) throws Exception {
    invocation.isNotElsewhere(past.run(), past.origin().environment());
    invocation.warnOfRemoteState();
    var loaded = loaded();
    if (loaded.isEmpty()) {
      return Exit.USAGE.code();
    }
    var playbook = loaded.get().playbook();
    var folder = shelf().file().toAbsolutePath().getParent();
    var environment = invocation.environment(name(), playbook, List.of(here(), folder));
    var severity = Optional.of(past.origin().severity()).filter(s -> !s.isEmpty());
    var runbook =
        new SeverityOption(playbook).applied(loaded.get().runbook().orElseThrow(), severity);
    var launch = new Launch(runbook, playbook, environment, invocation.program().masker());
    var choices = new Choices(params(parsed, runbook), ConsentOptions.read(parsed), false, here());
    return launched(launch, choices, again, way);
  }

  private Path here() {
    return Path.of(past.origin().here());
  }

  /// Empty when it was started without an environment.
  private Optional<String> name() {
    return Optional.of(past.origin().environment())
        .filter(e -> !e.equals(irb.runbook.Environment.LOCAL));
  }

  /// Where it was, unless another folder of runbooks is named now.
  private Library.Shelf shelf() throws UsageException {
    var file = Path.of(past.origin().path());
    var elsewhere = invocation.namesRunbooks() || !Files.isRegularFile(file);
    var playbook = past.origin().playbook();
    return invocation.shelf(
        elsewhere
            ? (playbook.isEmpty() ? "" : playbook + "/") + past.origin().runbook()
            : file.toString());
  }

  private Optional<Loader.Loaded> loaded() throws UsageException {
    var program = invocation.program();
    return invocation.sound(shelf(), new Loader(program.types(), program.expressions(), here()));
  }

  /// Those of then; a secret has to be given again.
  private Map<String, List<String>> params(ParseResult parsed, Runbook runbook)
      throws UsageException {
    var params = new LinkedHashMap<String, List<String>>();
    past.origin()
        .params()
        .forEach((name, value) -> {
          if (!irb.expr.Kinds.isMasked(value)) {
            params.put(name, words(value));
          }
        });
    params.putAll(
        new ParamOptions(invocation.program()).read(Options.values(parsed, "-p"), runbook));
    for (var name : past.origin().params().keySet()) {
      if (!params.containsKey(name) && runbook.params().containsKey(name)) {
        throw new UsageException(
            "parameter '"
                + name
                + "' is or held a secret, which no log keeps; give it again: -p "
                + name
                + "=@FILE");
      }
    }
    params.keySet().retainAll(runbook.params().keySet());
    return params;
  }

  private static List<String> words(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of(value.toString());
  }

  private int launched(Launch launch, Choices choices, String again, Way way) throws Exception {
    var program = invocation.program();
    var interrupts = new Interrupts();
    var incident = past.run().substring(0, past.run().indexOf('/'));
    var place =
        new Place(
            state,
            Optional.of(incident),
            program.author(),
            program.version(),
            program.random(),
            program.disk());
    try (var display = Display.of(invocation, interrupts, again);
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
              Map.copyOf(past.origin().alert()));
      var audience = new Audience(List.of(display.listener()), display::head);
      var report = way.go(launch, place, choices, around, audience);
      display.finish(report);
      return report.exit().code();
    } catch (RefusedException e) {
      throw new UsageException(e.exit(), String.valueOf(e.getMessage()));
    }
  }
}
