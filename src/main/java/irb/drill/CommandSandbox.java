package irb.drill;

import irb.drill.Plan.Printed;
import irb.step.Inherited;
import irb.step.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Stand-in programs on a PATH of their own, beside harmless tools; nothing else can be run by
/// name.
final class CommandSandbox implements Sandbox {
  /// What a shell script may take for granted; nothing here reaches another machine or a service.
  private static final List<String> TOOLS =
      List.of(
          "awk",
          "basename",
          "cat",
          "cut",
          "date",
          "dirname",
          "echo",
          "expr",
          "false",
          "grep",
          "head",
          "printf",
          "sed",
          "setsid",
          "sh",
          "sleep",
          "sort",
          "tail",
          "test",
          "tr",
          "true",
          "uniq",
          "wc");

  private final String name;
  private final Path home;
  private final Map<String, String> environment;
  private Map<String, Printed> answers;

  private CommandSandbox(
      String name, Path home, Map<String, String> environment, Map<String, Printed> answers) {
    this.name = name;
    this.home = home;
    this.environment = environment;
    this.answers = answers;
  }

  /// `environment` is what the drill gives to commands.
  static CommandSandbox start(
      String name, Plan.Commands plan, Map<String, String> environment, Workspace workspace)
      throws SandboxException {
    var commands = new CommandSandbox(name, workspace.of(name), environment, plan.answers());
    try {
      for (var folder : List.of("bin", "tools", "work")) {
        Files.createDirectory(commands.home.resolve(folder));
      }
      commands.linkTools();
      commands.write();
      return commands;
    } catch (IOException e) {
      throw new SandboxException("the stand-ins of '" + name + "' cannot be written", e);
    }
  }

  private void linkTools() throws IOException {
    for (var tool : TOOLS) {
      for (var folder : Inherited.PATH.split(":", -1)) {
        var real = Path.of(folder, tool);
        var link = home.resolve("tools").resolve(tool);
        if (Files.isExecutable(real) && !Files.exists(link)) {
          Files.createSymbolicLink(link, real);
        }
      }
    }
  }

  private void write() throws IOException {
    var programs =
        answers.keySet().stream().collect(Collectors.groupingBy(g -> new Glob(g).program()));
    for (var program : programs.entrySet()) {
      var prepared = new LinkedHashMap<Glob, Printed>();
      answers.forEach((glob, printed) -> {
        if (program.getValue().contains(glob)) {
          prepared.put(new Glob(glob), printed);
        }
      });
      new StandIn(program.getKey(), prepared, record()).write(home.resolve("bin"));
    }
  }

  /// Gives these answers from now on, before those there were.
  void change(Map<String, Printed> changed) throws SandboxException {
    var all = new LinkedHashMap<>(changed);
    answers.forEach(all::putIfAbsent);
    restore(all);
  }

  Map<String, Printed> answers() {
    return answers;
  }

  void restore(Map<String, Printed> before) throws SandboxException {
    answers = before;
    try {
      write();
    } catch (IOException e) {
      throw new SandboxException("the stand-ins of '" + name + "' cannot be changed", e);
    }
  }

  private Path record() {
    return home.resolve("unexpected");
  }

  @Override
  public Target target() {
    var work = home.resolve("work");
    var passedOn = new TreeMap<>(environment);
    passedOn.put("PATH", home.resolve("bin") + ":" + home.resolve("tools"));
    passedOn.put("HOME", work.toString());
    passedOn.put("TMPDIR", work.toString());
    passedOn.put("TERM", "dumb");
    return new Target.Local(name, work, passedOn, Map.of());
  }

  @Override
  public String words() {
    return "stand-ins that only print, for "
        + answers.keySet().stream()
            .map(g -> new Glob(g).program())
            .distinct()
            .collect(Collectors.joining(", "));
  }

  @Override
  public boolean isReal() {
    return false;
  }

  @Override
  public List<String> unexpected() {
    try {
      return Files.exists(record()) ? Files.readAllLines(record()) : List.of();
    } catch (IOException e) {
      return List.of("what was called cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    // its folder goes with the drill's
  }
}
