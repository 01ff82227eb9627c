package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import irb.StepTypes;
import irb.cli.Cli;
import irb.cli.Program;
import irb.expr.Expressions;
import irb.expr.Masker;
import irb.journal.Author;
import irb.journal.Disk;
import irb.journal.FileStores;
import irb.ssh.SshGateway;
import irb.terminal.MaskingWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/// irb in this process, in a folder of its own: words in, exit code and both streams out.
public final class Irb {
  /// Loading CEL takes a moment; it keeps nothing between calls.
  private static final Expressions EXPRESSIONS = new Expressions();

  private final Path here;
  private final Map<String, String> environment = new TreeMap<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Supplier<Masker> maskers = Masker::new;
  private String actor = "tester";
  private Disk disk = Disk.real();
  private FileStores stores = _ -> "ext4";
  private Optional<Path> home = Optional.empty();

  public Irb(Path here) {
    this.here = here;
    with("PATH", "/usr/bin:/bin").with("HOME", here.toString()).with("LANG", "C.UTF-8");
    with("IRB_STATE", here.resolve("state").toString());
    with("IRB_RUNBOOKS", Path.of("runbooks").toAbsolutePath().toString());
  }

  public Irb with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Irb without(String name) {
    environment.remove(name);
    return this;
  }

  public Irb masking(Supplier<Masker> with) {
    maskers = with;
    return this;
  }

  /// Whoever uses it from now on.
  public Irb as(String person) {
    actor = person;
    return this;
  }

  /// Keeps its logs on `on` from now on.
  public Irb disk(Disk on) {
    disk = on;
    return this;
  }

  /// Lets every folder lie on such a file system.
  Irb on(String kind) {
    stores = _ -> kind;
    return this;
  }

  /// Is installed in `in` from now on.
  Irb home(Path in) {
    home = Optional.of(in);
    return this;
  }

  /// What went to standard output and is no text.
  byte[] bytes() {
    return bytes.toByteArray();
  }

  public Path here() {
    return here;
  }

  Map<String, String> environment() {
    return environment;
  }

  public Path file(String name, String text) throws IOException {
    var file = here.resolve(name);
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.writeString(file, text);
  }

  /// Uses the playbooks in the folder `books` here from now on.
  public Irb book(String playbook) throws IOException {
    file("books/p/playbook.yaml", playbook);
    return with("IRB_RUNBOOKS", here.resolve("books").toString());
  }

  public Irb runbook(String name, String text) throws IOException {
    file("books/p/" + name + ".yaml", text);
    return this;
  }

  public Ran run(String... words) {
    return run(List.of(words));
  }

  public Ran run(List<String> words) {
    var masker = maskers.get();
    var out = new StringWriter();
    var err = new StringWriter();
    var program =
        new Program(
            writer(out, masker),
            writer(err, masker),
            () -> bytes,
            masker,
            environment,
            here,
            here,
            here,
            home,
            "000",
            () -> false,
            () -> new StringReader(""),
            InstantSource.system(),
            System::nanoTime,
            new Author(actor, "here", 1),
            stores,
            new Random(),
            disk,
            StepTypes.all(),
            new SshGateway(),
            EXPRESSIONS,
            "test");
    return new Ran(Cli.run(words, program), out.toString(), err.toString());
  }

  private static PrintWriter writer(Writer to, Masker masker) {
    return new PrintWriter(new MaskingWriter(to, masker), true);
  }

  /// The newest log is intact, and its last record is the end of a run.
  public Irb logVerifies() throws IOException {
    run("log", "verify").exits(0).says(": intact, ");
    assertThat(Files.readString(log())).endsWith("\n").contains("\"type\":\"run_ended\"");
    return this;
  }

  /// The newest incident.
  public String incident() {
    return run("log", "list").out().substring(0, "20261121-013045-7f3a".length());
  }

  /// The file of the newest log.
  public Path log() throws IOException {
    try (var files = Files.walk(here.resolve("state"))) {
      return files.filter(f -> f.endsWith("log.jsonl")).sorted().toList().getLast();
    }
  }
}
