package irb;

import irb.cli.Cli;
import irb.cli.Program;
import irb.expr.Expressions;
import irb.expr.Masker;
import irb.journal.Author;
import irb.journal.Disk;
import irb.journal.FileStores;
import irb.ssh.SshGateway;
import irb.terminal.MaskingWriter;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Wires the program by hand and gives its exit code to the system.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      System.out.println("irb " + version());
      return 0;
    }
    var masker = new Masker();
    var program =
        new Program(
            // not System.out, which tells nobody that its reader is gone
            writer(new FileOutputStream(FileDescriptor.out), masker),
            writer(System.err, masker),
            () -> new FileOutputStream(FileDescriptor.out),
            masker,
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
            Path.of(System.getProperty("user.home", "/")),
            Optional.ofNullable(System.getProperty("irb.home")).map(Path::of),
            System.getProperty("irb.terminal", "000"),
            () -> Files.isReadable(Path.of("/dev/tty")),
            Main::input,
            InstantSource.system(),
            System::nanoTime,
            author(),
            FileStores.real(),
            new SplittableRandom(),
            Disk.real(),
            StepTypes.all(),
            new SshGateway(),
            new Expressions(),
            version());
    return Cli.run(List.of(args), program);
  }

  /// Everything that is printed passes the masker, exceptions included.
  private static PrintWriter writer(OutputStream stream, Masker masker) {
    return new PrintWriter(
        new MaskingWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), masker), true);
  }

  /// Data on standard input, wherever the launcher moved it.
  private static Reader input() {
    try {
      var moved = Optional.ofNullable(System.getProperty("irb.stdin"));
      InputStream stream =
          moved.isPresent() ? Files.newInputStream(Path.of(moved.get())) : System.in;
      return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Author author() {
    var user = System.getProperty("user.name", "unknown");
    return Author.of(System.getenv(), user, host(), ProcessHandle.current().pid());
  }

  private static String host() {
    try {
      var name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException _) {
      // not on Linux; the resolver knows
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }

  private static String version() {
    var version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
