package irb.cli;

import irb.runbook.Parameter;
import irb.runbook.Runbook;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `-p name=value`, `-p name=@file`, `-p name=-`; `@@` begins a value that begins with `@`.
record ParamOptions(Program program) {

  Map<String, List<String>> read(List<String> words, Runbook runbook) throws UsageException {
    var params = new LinkedHashMap<String, List<String>>();
    for (var word : words) {
      var equals = word.indexOf('=');
      if (equals < 1) {
        throw new UsageException("-p is NAME=VALUE, and this is '" + word + "'");
      }
      var name = word.substring(0, equals);
      var value = word.substring(equals + 1);
      params.computeIfAbsent(name, _ -> new ArrayList<>()).add(value(name, value, runbook));
    }
    return params;
  }

  private String value(String name, String written, Runbook runbook) throws UsageException {
    try {
      if (written.equals("-")) {
        return all(program.input().get());
      }
      if (written.startsWith("@@")) {
        return literal(name, written.substring(1), runbook);
      }
      return written.startsWith("@")
          ? Files.readString(program.here().resolve(written.substring(1))).stripTrailing()
          : literal(name, written, runbook);
    } catch (IOException e) {
      throw new UsageException(
          "parameter '" + name + "': " + written + " cannot be read (" + e + ")");
    }
  }

  /// A secret in an argument can be read by everybody on this machine.
  private static String literal(String name, String value, Runbook runbook) throws UsageException {
    var parameter = runbook.params().get(name);
    if (parameter != null && parameter.type() == Parameter.Type.SECRET) {
      throw new UsageException(
          "parameter '"
              + name
              + "' is a secret and is not taken from the command line; use -p "
              + name
              + "=@FILE or -p "
              + name
              + "=-");
    }
    return value;
  }

  private static String all(Reader reader) throws IOException {
    var text = new java.io.StringWriter();
    reader.transferTo(text);
    return text.toString().stripTrailing();
  }
}
