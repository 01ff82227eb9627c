package irb.crash;

import irb.StepTypes;
import irb.cli.Cli;
import irb.cli.Program;
import irb.expr.Expressions;
import irb.expr.Masker;
import irb.journal.Author;
import irb.journal.FileStores;
import irb.ssh.SshGateway;
import irb.terminal.MaskingWriter;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// irb as its own main class wires it, but on a disk that ends the process at the moment that the
/// variable `KILL_AT` names, e.g. `17:AFTER`.
final class Mortal {
  private Mortal() {}

  public static void main(String[] words) {
    var kill = Kill.of(System.getenv().getOrDefault("KILL_AT", Kill.NONE.toString()));
    var disk = new MortalDisk(kill, () -> Runtime.getRuntime().halt(137));
    var masker = new Masker();
    var program =
        new Program(
            writer(System.out, masker),
            writer(System.err, masker),
            () -> System.out,
            masker,
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Path.of(System.getProperty("java.io.tmpdir")),
            Path.of(System.getProperty("user.home")),
            Optional.empty(),
            "000",
            () -> false,
            Reader::nullReader,
            InstantSource.system(),
            System::nanoTime,
            Author.of(System.getenv(), "tester", "here", ProcessHandle.current().pid()),
            FileStores.real(),
            new SplittableRandom(),
            disk,
            StepTypes.all(),
            new SshGateway(),
            new Expressions(),
            "test");
    System.exit(Cli.run(List.of(words), program));
  }

  private static PrintWriter writer(OutputStream stream, Masker masker) {
    return new PrintWriter(
        new MaskingWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), masker), true);
  }
}
