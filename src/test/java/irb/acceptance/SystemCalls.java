package irb.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What irb asked of the system, as `strace` saw it: calls in the order in which they began.
record SystemCalls(List<Call> calls) {
  private static final Pattern LINE = Pattern.compile("(?:(\\d+) +)?\\d+\\.\\d+ (.*)");
  private static final Pattern BEGUN =
      Pattern.compile("(\\w+)\\((.*?)(?: <unfinished \\.\\.\\.>)?");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. (\\w+) resumed>(.*)");
  private static final Pattern ENDED = Pattern.compile("(.*)\\) += (-?\\w+).*");

  /// One call of the process `pid`: the lines between which it took place, its arguments as strace
  /// writes them, and what it returned. The end of a process is a call `exited`.
  record Call(String pid, String name, String arguments, String result, int begun, int ended) {
    boolean has(String... parts) {
      return List.of(parts).stream().allMatch(arguments::contains);
    }

    boolean is(String... names) {
      return List.of(names).contains(name);
    }

    /// What strace says of the file or socket that the first argument is, e.g. `5</tmp/x>`.
    String file() {
      return arguments.substring(0, arguments.indexOf('>') + 1);
    }

    /// The number of that file or socket, e.g. `5`.
    String descriptor() {
      return file().replaceFirst("<.*", "");
    }
  }

  SystemCalls {
    calls = List.copyOf(calls);
  }

  /// The words before a command that make strace write what it does into `file`.
  static List<String> recordedIn(Path file) {
    return List.of(
        "strace",
        "-f",
        "-ttt",
        "-yy",
        "-s",
        "8192",
        "--seccomp-bpf",
        "-e",
        "trace=execve,connect,write,writev,pwrite64,sendto,sendmsg,fdatasync,fsync,read,recvfrom",
        "-e",
        "signal=none",
        "-o",
        file.toString());
  }

  /// Whether strace is there and allowed to look at processes.
  static boolean canBeSeen() throws InterruptedException {
    try {
      var command = new ArrayList<>(recordedIn(Path.of("/dev/null")));
      command.add("true");
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  static SystemCalls in(Path file) throws IOException {
    var lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    var calls = new ArrayList<Call>();
    var open = new HashMap<String, Integer>();
    for (var number = 0; number < lines.size(); number++) {
      var line = LINE.matcher(lines.get(number));
      if (line.matches()) {
        take(String.valueOf(line.group(1)), line.group(2), number, calls, open);
      }
    }
    return new SystemCalls(calls);
  }

  private static void take(
      String pid, String text, int number, List<Call> calls, Map<String, Integer> open) {
    var resumed = RESUMED.matcher(text);
    if (text.startsWith("+++")) {
      calls.add(new Call(pid, "exited", text, "", number, number));
    } else if (resumed.matches()) {
      var index = open.remove(pid);
      if (index != null) {
        var call = calls.get(index);
        calls.set(index, ended(call, call.arguments() + resumed.group(2), number));
      }
    } else {
      var begun = BEGUN.matcher(text);
      if (begun.matches()) {
        var call = new Call(pid, begun.group(1), begun.group(2), "", number, Integer.MAX_VALUE);
        if (text.endsWith("<unfinished ...>")) {
          open.put(pid, calls.size());
          calls.add(call);
        } else {
          calls.add(ended(call, begun.group(2), number));
        }
      }
    }
  }

  private static Call ended(Call call, String text, int number) {
    Matcher end = ENDED.matcher(text);
    return end.matches()
        ? new Call(call.pid(), call.name(), end.group(1), end.group(2), call.begun(), number)
        : call;
  }

  /// The first that began after line `after`.
  Optional<Call> first(int after, Predicate<Call> which) {
    return calls.stream().filter(c -> c.begun() > after).filter(which).findFirst();
  }
}
