package irb.drill;

import irb.drill.Plan.Printed;
import irb.expr.Quoting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// A program that prints what a drill prepared for its arguments; other calls go to a `record` and
/// end with 127, as if it were not there.
record StandIn(String program, Map<Glob, Printed> answers, Path record) {

  /// Writes it to `file`, at once.
  void write(Path file) throws IOException {
    var draft =
        Files.createTempFile(
            record.toAbsolutePath().getParent(),
            "stand-in",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(draft, script());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  String script() {
    var script = new StringBuilder("#!/bin/sh\n");
    script.append("# A stand-in of a drill: it prints what the drill says and changes nothing.\n");
    script.append("call=").append(Quoting.word(program)).append('\n');
    script.append("for word; do call=\"$call $word\"; done\n");
    script.append("case \"$call\" in\n");
    answers.forEach((glob, printed) -> {
      script.append(glob.shellPattern()).append(")\n");
      script.append("  printf %s ").append(Quoting.word(printed.out())).append('\n');
      script.append("  printf %s ").append(Quoting.word(printed.err())).append(" >&2\n");
      script.append("  exit ").append(printed.exit()).append(" ;;\n");
    });
    script.append("esac\n");
    script
        .append("printf '%s\\n' \"$call\" >>")
        .append(Quoting.word(record.toString()))
        .append('\n');
    script.append("printf '%s\\n' \"this drill has no answer to: $call\" >&2\n");
    script.append("exit 127\n");
    return script.toString();
  }
}
