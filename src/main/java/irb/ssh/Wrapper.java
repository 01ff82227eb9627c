package irb.ssh;

import irb.expr.Quoting;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a command reaches the program it names on another machine.
///
/// What the login shell there is asked to run is constant, one line, and means the same in every
/// shell: it takes a session and process group of its own where it can, and then reads the rest
/// from its standard input, so that no value stands in a command line of anybody. What it reads is
/// one POSIX script whose every value is quoted; the standard input of the command itself follows
/// behind it. `read` takes one byte after the other, so nothing of that is lost.
final class Wrapper {
  /// There is no folder to run in.
  static final int NO_FOLDER = 124;

  /// The line that says that the command begins now, e.g. `irb-begins 4711 group`.
  static final Pattern BEGINS = Pattern.compile("irb-begins (\\d{1,10}) (group|alone)\n");

  /// Standard error has another one, to tell what the login shell printed from what is the
  /// command's.
  static final String ERR_BEGINS = "irb-begins\n";

  private static final String BOOT =
      String.join(
          " ",
          "if kill -s 0 -- \"-$$\" 2>/dev/null; then :;",
          "elif [ \"$2\" ]; then :;",
          "elif command -v setsid >/dev/null 2>&1; then exec setsid sh -c \"$1\" irb \"$1\" again; fi;",
          "n=$(printf \"\\nx\"); n=${n%x}; t=;",
          "IFS= read -r c || exit 125;",
          "while [ \"$c\" -gt 0 ]; do IFS= read -r l || exit 125; t=$t$l$n; c=$((c-1)); done;",
          "eval \"$t\"");

  private Wrapper() {}

  /// What the login shell is asked to run, for every command the same.
  static String command() {
    return "exec sh -c '" + BOOT + "' irb '" + BOOT + "'";
  }

  /// What is sent before the command's own input: how many lines there are, and the lines.
  static byte[] script(RemoteCommand command) {
    var script = new StringBuilder();
    command
        .dir()
        .ifPresent(d ->
            script
                .append("cd -- ")
                .append(Quoting.word(folder(d)))
                .append(" || exit ")
                .append(NO_FOLDER)
                .append('\n'));
    script.append("set -- ");
    script.append(command.argv().stream().map(Quoting::word).collect(Collectors.joining(" ")));
    script.append(
        "\nif kill -s 0 -- \"-$$\" 2>/dev/null; then g=group; else g=alone; fi\n"
            + "printf 'irb-begins %s %s\\n' \"$$\" \"$g\"\n"
            + "printf 'irb-begins\\n' >&2\n"
            // a shell says which command a signal has ended, with its values
            + "exec 3>&2 2>/dev/null\n"
            + "(\nexec 2>&3 3>&-\n");
    command
        .env()
        .forEach((name, value) ->
            script
                .append("export ")
                .append(name)
                .append('=')
                .append(Quoting.word(RemoteCommand.revealed(value)))
                .append('\n'));
    // `exec` takes no function and no builtin of the shell for the program
    script.append("exec \"$@\"\n)\nexit $?\n");
    var text = script.toString();
    var lines = text.chars().filter(c -> c == '\n').count();
    return (lines + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  /// Ends the process group `pid`: asks, waits five seconds, kills; prints `alive` when that did
  /// not help either. `kill` skips the asking.
  static String end(long pid, boolean group, boolean kill) {
    var whom = (group ? "-" : "") + pid;
    var ask =
        kill
            ? ""
            : "kill -s TERM -- "
                + whom
                + " 2>/dev/null; n=0; while kill -s 0 -- "
                + whom
                + " 2>/dev/null && [ \"$n\" -lt 50 ]; do n=$((n+1));"
                + " sleep 0.1 2>/dev/null || { sleep 1; n=$((n+9)); }; done; ";
    return "exec sh -c '"
        + ask
        + "kill -s KILL -- "
        + whom
        + " 2>/dev/null; n=0; while kill -s 0 -- "
        + whom
        + " 2>/dev/null && [ \"$n\" -lt 10 ]; do n=$((n+1)); sleep 0.1 2>/dev/null || n=10; done;"
        + " kill -s 0 -- "
        + whom
        + " 2>/dev/null && echo alive; exit 0'";
  }

  /// A folder that neither `cd` nor `CDPATH` can take for something else.
  private static String folder(String dir) {
    var inHome = dir.equals("~") || dir.startsWith("~/");
    if (inHome) {
      return "./" + dir.substring(Math.min(2, dir.length()));
    }
    return dir.startsWith("/") ? dir : "./" + dir;
  }

  /// The program that is not there, when that is what `exec` complained of.
  static Optional<String> missing(int exit, String lastError) {
    var matcher = Pattern.compile("exec: (.+): not found$").matcher(lastError);
    return exit == 127 && matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
