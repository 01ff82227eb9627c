package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import irb.expr.Masker;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A process of its own that appends to an incident and prints the number of each acknowledged
/// record, or what went wrong; or says whether it could lock the incident.
final class ChildWriter {
  private ChildWriter() {}

  public static void main(String[] args) throws IOException, JournalException {
    var state = new StateFolder(Path.of(args[1]));
    if (args[0].equals("lock")) {
      var lock = state.incident(Bench.INCIDENT).resolve("lock");
      try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
        System.out.println(channel.tryLock() == null ? "held" : "free");
      }
      return;
    }
    // one call for each line: a kill must not cut a number
    try (var out = new FileOutputStream(FileDescriptor.out)) {
      try {
        append(state, Integer.parseInt(args[0]), args[2], out);
      } catch (JournalException e) {
        out.write((e.getMessage() + "\n").getBytes(UTF_8));
      }
    }
  }

  private static void append(StateFolder state, int count, String name, FileOutputStream out)
      throws IOException, JournalException {
    var author = new Author(name, "h", ProcessHandle.current().pid());
    try (var journal =
        Journal.open(
            state,
            Bench.INCIDENT,
            author,
            InstantSource.system(),
            System::nanoTime,
            new Masker(),
            Disk.real())) {
      for (var i = 0; i < count; i++) {
        var head = journal.append(Entry.of("notice", Map.of("n", i)));
        out.write((head.seq() + "\n").getBytes(UTF_8));
      }
    }
  }

  /// Its command line.
  static List<String> command(Path state, String what, String name) {
    var command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java") + ""));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ChildWriter.class.getName(), what, state.toString(), name));
    return command;
  }

  static Process start(Bench bench, String what, String name) throws IOException {
    return new ProcessBuilder(command(bench.state().path(), what, name))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
