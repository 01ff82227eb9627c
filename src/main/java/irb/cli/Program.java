package irb.cli;

import irb.expr.Expressions;
import irb.expr.Masker;
import irb.journal.Author;
import irb.journal.Disk;
import irb.journal.FileStores;
import irb.step.Gateway;
import irb.step.StepType;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What Main wires: everything a command touches outside of itself.
///
/// `terminal` says which of fd 0, 1, 2 are terminals, e.g. `101`; `home` is where the program is
/// installed; `temp` is for files that may vanish; `account` is the home folder of whoever runs it;
/// `bytes` is standard output for what is no text and passes no masker; `stores` knows file
/// systems; `input` is standard input, also when prompts are answered at `/dev/tty`.
public record Program(
    PrintWriter out,
    PrintWriter err,
    Supplier<OutputStream> bytes,
    Masker masker,
    Map<String, String> environment,
    Path here,
    Path temp,
    Path account,
    Optional<Path> home,
    String terminal,
    BooleanSupplier ttyOpens,
    Supplier<Reader> input,
    InstantSource clock,
    LongSupplier mono,
    Author author,
    FileStores stores,
    RandomGenerator random,
    Disk disk,
    Map<String, StepType> types,
    Gateway gateway,
    Expressions expressions,
    String version) {

  boolean isTerminal(int fd) {
    return terminal.length() > fd && terminal.charAt(fd) == '1';
  }
}
