package irb.journal;

import irb.expr.Masker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A process of its own that appends to an incident and prints the number of each acknowledged
/// record, or says whether it could lock it.
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
    append(state, Integer.parseInt(args[0]), args[2]);
  }

  private static void append(StateFolder state, int count, String name) throws JournalException {
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
        System.out.println(journal.append(Entry.of("notice", Map.of("n", i))).seq());
      }
    }
  }

  static Process start(Bench bench, String what, String name) throws IOException {
    var command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java") + ""));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), ChildWriter.class.getName()));
    command.addAll(List.of(what, bench.state().path().toString(), name));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
