package irb.drill;

import irb.drill.Layers.Layer;
import irb.drill.Plan.Printed;
import irb.step.Inherited;
import irb.step.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Layers<Printed> answers;
  private final Set<String> written = new HashSet<>();

  private CommandSandbox(
      String name, Path home, Map<String, String> environment, Map<String, Printed> answers) {
    this.name = name;
    this.home = home;
    this.environment = environment;
    this.answers = new Layers<>(answers);
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

  private synchronized void write() throws IOException {
    var now = answers.now();
    var programs = now.keySet().stream().collect(Collectors.groupingBy(g -> new Glob(g).program()));
    // one that only a change had is not there any more
    for (var gone : written) {
      if (!programs.containsKey(gone)) {
        Files.deleteIfExists(place(gone));
      }
    }
    written.clear();
    for (var program : programs.entrySet()) {
      var prepared = new LinkedHashMap<Glob, Printed>();
      now.forEach((glob, printed) -> {
        if (program.getValue().contains(glob)) {
          prepared.put(new Glob(glob), printed);
        }
      });
      new StandIn(program.getKey(), prepared, record()).write(place(program.getKey()));
      written.add(program.getKey());
    }
  }

  /// A program is found on the PATH; a script that is called by a path lies in the folder where
  /// commands run.
  private Path place(String program) throws IOException {
    if (program.indexOf('/') < 0) {
      return home.resolve("bin").resolve(program);
    }
    var file = home.resolve("work").resolve(program).normalize();
    Files.createDirectories(file.getParent());
    return file;
  }

  /// Gives these answers from now on, before those there were.
  Layer<Printed> change(Map<String, Printed> changed) throws SandboxException {
    var layer = answers.add(changed);
    rewrite();
    return layer;
  }

  /// Takes a change away.
  void restore(Layer<Printed> change) throws SandboxException {
    answers.remove(change);
    rewrite();
  }

  private void rewrite() throws SandboxException {
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
        + answers.now().keySet().stream()
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
