package irb.process;

import irb.step.Call;
import irb.step.Inherited;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs one command on this machine in a process group of its own, so that all of it can be ended.
public final class CommandRun {
  private static final int FROM_SIGNALS = 128;

  private final Command command;
  private final Duration grace;

  /// `grace` is what a command that was asked to end may take before it is killed.
  public CommandRun(Command command, Duration grace) {
    this.command = command;
    this.grace = grace;
  }

  /// Runs it to its end, or until `call` is stopped; whether it may run at all was asked before.
  public Outcome outcome(Call call) {
    var events = new Subprocess.Events();
    try (var _ = call.stop().onStop(events::stop)) {
      if (call.stop().asked().isPresent()) {
        return call.cutShort(false, "", Map.of());
      }
      var problem = problem();
      return problem.isPresent() ? problem.get() : run(call, events);
    }
  }

  private Outcome run(Call call, Subprocess.Events events) {
    Subprocess process;
    try {
      var program = programs(command.environment()).find(command.argv().getFirst()).orElseThrow();
      var setsid = programs(command.inherited()).find("setsid");
      process = Subprocess.start(command, program, setsid, events, call.evidence());
    } catch (IOException e) {
      return notStarted(e);
    }
    var byItself = false;
    try {
      byItself = process.await(grace);
    } catch (InterruptedException _) {
      killInterrupted(process);
    }
    return byItself ? ended(process) : cutShort(call, process);
  }

  private static void killInterrupted(Subprocess process) {
    try {
      process.kill();
    } catch (InterruptedException _) {
      // whoever interrupts twice does not want to wait for the end
    }
    Thread.currentThread().interrupt();
  }

  private static Outcome ended(Subprocess process) {
    var printed = new Printed(process.out(), process.err());
    var survivors = process.survivors();
    var fields = fields(process, printed, survivors);
    var exit = process.exit();
    if (exit == 0) {
      return new Outcome.Ok(fields);
    }
    var error = printed.lastError();
    if ((exit == 126 || exit == 127) && error.startsWith("setsid: ")) {
      return new Fault(
          Reason.NOT_FOUND, "the program cannot be started: " + error.substring(8), fields);
    }
    return new Failed(Reason.EXIT, words(exit) + (error.isEmpty() ? "" : ": " + error), fields)
        .noting(note(survivors));
  }

  private static Outcome cutShort(Call call, Subprocess process) {
    var printed = new Printed(process.out(), process.err());
    var survivors = process.survivors();
    return call.cutShort(true, "interrupted", fields(process, printed, survivors))
        .noting(note(survivors));
  }

  private static Map<String, Object> fields(
      Subprocess process, Printed printed, Set<Long> survivors) {
    var fields = new HashMap<>(printed.fields());
    if (process.hasEnded()) {
      fields.put("exit", (long) process.exit());
    }
    if (!survivors.isEmpty()) {
      fields.put("still_running", survivors.stream().toList());
    }
    return fields;
  }

  private static String words(int exit) {
    return exit > FROM_SIGNALS && exit <= FROM_SIGNALS + 64
        ? "ended by signal " + (exit - FROM_SIGNALS)
        : "exit " + exit;
  }

  private static String note(Set<Long> survivors) {
    return survivors.isEmpty()
        ? ""
        : "; still running: "
            + survivors.stream().map(pid -> "pid " + pid).collect(Collectors.joining(", "));
  }

  /// What would keep the command from starting, in better words than the system's.
  private Optional<Outcome> problem() {
    if (!Files.isDirectory(command.dir())) {
      return Optional.of(
          new Fault(Reason.NOT_FOUND, "there is no folder '" + command.dir() + "' to run in"));
    }
    var environment = command.environment();
    if (!Stream.concat(command.argv().stream(), environment.values().stream())
        .allMatch(CommandRun::canBePassedOn)) {
      return Optional.of(
          new Fault(
              Reason.INVALID,
              "a value holds characters that irb's own locale cannot pass on; run irb with"
                  + " LC_ALL=C.UTF-8"));
    }
    return programs(environment)
        .problem(command.argv().getFirst())
        .map(why -> new Fault(Reason.NOT_FOUND, why));
  }

  private Programs programs(Map<String, String> environment) {
    return new Programs(environment.getOrDefault("PATH", Inherited.PATH), command.dir());
  }

  /// The JDK would silently turn what it cannot encode into '?'; a path it refuses instead.
  public static boolean canBePassedOn(String text) {
    try {
      return text.chars().allMatch(c -> c != 0 && c < 0x80) || Path.of(text) != null;
    } catch (InvalidPathException _) {
      return false;
    }
  }

  private static Outcome notStarted(IOException e) {
    var why = String.valueOf(e.getMessage());
    return why.contains("error=7,") || why.contains("error: 7 ")
        ? new Fault(Reason.LIMIT, "the command is longer than this system allows")
        : new Fault(Reason.INVALID, "the command cannot be started: " + why);
  }
}
