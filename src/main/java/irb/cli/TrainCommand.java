package irb.cli;

import irb.engine.Exit;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb train`: runs what irb is used for most once, so that the launcher can keep the classes of
/// it in a cache. It touches nothing but a temporary folder and closed loopback ports.
final class TrainCommand implements Command {
  private static final String PLAYBOOK =
      """
      playbook: train
      title: Training
      targets:
        here: {local: .}
        db: {postgres: "postgres://irb@127.0.0.1:1/irb"}
        api: {http: "http://127.0.0.1:1"}
      """;
  private static final String RUNBOOK =
      """
      runbook: train
      title: Training
      params: {n: {type: int, default: 1}, d: {type: duration, default: 1h}}
      steps:
        - {id: one, diagnose: One, shell: {target: here, command: ["true"], effect: read}}
        - {id: two, diagnose: Two, sql: {target: db, query: "SELECT now() - ${{ params.d }}"}}
        - {id: three, diagnose: Three, http: {target: api, get: /}}
        - id: four
          decide: Four
          choose:
            - {when: "one.ok && one.lines.exists(l, l == 'x') && params.n / 2 > 1", next: five}
          otherwise: five
        - id: five
          remediate: Five
          risk: low
          shell: {target: here, command: ["true"]}
          undo: {none: training}
        - {id: six, verify: Six, shell: {target: here, command: ["true"], effect: read}, expect: result.exit == 0, next: resolved}
      """;

  @Override
  public CommandSpec spec() {
    return Options.command("train", "Prepare a faster start.");
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    var folder = Files.createTempDirectory(invocation.program().temp(), "irb-train-");
    try {
      var book = Files.createDirectories(folder.resolve("runbooks/train"));
      Files.writeString(book.resolve("playbook.yaml"), PLAYBOOK);
      Files.writeString(book.resolve("train.yaml"), RUNBOOK);
      for (var words :
          List.of(
              List.of("--version"),
              List.of("--help"),
              List.of("list"),
              List.of("match", "training"),
              List.of("lint"),
              List.of("show", "train", "--resolved"),
              List.of("run", "train", "--yes"),
              List.of("run", "train", "--dry-run", "-o", "json"),
              List.of("log", "list"),
              List.of("log", "show"),
              List.of("log", "verify"),
              List.of("nonsense"))) {
        Cli.run(words, program(invocation.program(), folder));
      }
    } finally {
      delete(folder);
    }
    return Exit.NO_ACTION.code();
  }

  /// The program as it is, but for where it looks, writes, and keeps its logs.
  private static Program program(Program real, Path folder) {
    var environment = new LinkedHashMap<>(real.environment());
    environment.put("IRB_STATE", folder.resolve("state").toString());
    environment.put("IRB_RUNBOOKS", folder.resolve("runbooks").toString());
    environment.keySet().removeAll(List.of("IRB_ENV", "IRB_PLAYBOOK"));
    return new Program(
        new PrintWriter(Writer.nullWriter()),
        new PrintWriter(Writer.nullWriter()),
        OutputStream::nullOutputStream,
        real.masker(),
        environment,
        folder,
        folder,
        real.account(),
        real.home(),
        "000",
        () -> false,
        () -> new StringReader(""),
        real.clock(),
        real.mono(),
        real.author(),
        real.stores(),
        real.random(),
        real.disk(),
        real.types(),
        real.gateway(),
        real.expressions(),
        real.version());
  }

  private static void delete(Path folder) throws java.io.IOException {
    try (var files = Files.walk(folder)) {
      for (var file : new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList())) {
        Files.delete(file);
      }
    }
  }
}
