package irb.step.kubectl;

import irb.step.Call.Mode;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Outcome.InDoubt;
import irb.step.Reason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// What kubectl says when it fails, as an outcome that conditions can look at.
final class Complaint {
  /// The command in a container failed; what it said is its own affair.
  private static final Pattern INSIDE = Pattern.compile("command terminated with exit code \\d+");

  private static final Pattern OWN_WORDS =
      Pattern.compile(
          "(?i)(error[: ]|unable to connect|the connection to the server|unauthorized).*",
          Pattern.DOTALL);
  private static final Pattern NEVER_SENT =
      Pattern.compile("refused|no such host|dial tcp|TLS handshake timeout|no route to host");

  private record Meaning(Pattern said, Reason reason, boolean fault) {
    Meaning(String said, Reason reason, boolean fault) {
      this(Pattern.compile(said), reason, fault);
    }
  }

  /// The first that is found counts.
  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(
              "context was not found|context \"[^\"]*\" does not exist|[Ee]rror loading config"
                  + "|^error: stat .*: no such file|Error in configuration|invalid configuration",
              Reason.INVALID,
              true),
          new Meaning(
              "unknown (shorthand )?flag|unknown command|flags cannot be placed before"
                  + "|invalid argument|See 'kubectl .* (--help|-h)'",
              Reason.INVALID,
              true),
          new Meaning("TLS handshake timeout", Reason.UNREACHABLE, true),
          new Meaning(
              "x509:|tls: |verify certificate|server gave HTTP response to HTTPS",
              Reason.TLS,
              true),
          new Meaning(
              "Unauthorized|You must be logged in|client to provide credentials"
                  + "|getting credentials|\\(Forbidden\\)|^error: EOF$",
              Reason.AUTH,
              true),
          new Meaning(
              "was refused|connection refused|no such host|no route to host|dial tcp"
                  + "|Unable to connect to the server|i/o timeout|context deadline exceeded"
                  + "|Client\\.Timeout|connection reset|unexpected EOF|: EOF|http2: "
                  + "|\\((ServiceUnavailable|Timeout|ServerTimeout|GatewayTimeout|InternalError)\\)",
              Reason.UNREACHABLE,
              true),
          new Meaning("\\(TooManyRequests\\)", Reason.LIMIT, true),
          new Meaning("timed out waiting for", Reason.TIMEOUT, false),
          new Meaning(
              "\\(NotFound\\)|not found|doesn't have a resource type|no matching resources found",
              Reason.NOT_FOUND,
              false));

  private Complaint() {}

  /// `outcome` with its reason; a write that may have reached the server is in doubt.
  static Outcome judged(Outcome outcome, Mode mode) {
    return outcome instanceof Failed failed ? judged(failed, mode) : outcome;
  }

  private static Outcome judged(Failed failed, Mode mode) {
    var line = line(failed);
    if (INSIDE.matcher(line).find()) {
      return failed;
    }
    for (var meaning : MEANINGS) {
      if (meaning.said().matcher(line).find()) {
        return meaning.fault()
            ? fault(failed, mode, meaning.reason(), line)
            : new Failed(meaning.reason(), line, failed.fields());
      }
    }
    return new Failed(failed.reason(), line.isEmpty() ? failed.why() : line, failed.fields());
  }

  private static Outcome fault(Failed failed, Mode mode, Reason reason, String line) {
    var done = mode == Mode.WRITE && !text(failed.fields(), "out").isBlank();
    if (reason == Reason.UNREACHABLE && mode == Mode.WRITE) {
      return done || !NEVER_SENT.matcher(line).find()
          ? new InDoubt(
              Reason.LOST, line + "; it may or may not have taken effect", failed.fields())
          : new Fault(reason, line, failed.fields());
    }
    // it said what it did before it was stopped
    return done
        ? new Failed(reason, line, failed.fields())
        : new Fault(reason, line, failed.fields());
  }

  /// The last line that kubectl itself would begin like this; hints and warnings stand around it.
  private static String line(Failed failed) {
    var lines = text(failed.fields(), "err").lines().map(String::strip).toList();
    var last = "";
    for (var line : lines) {
      if (OWN_WORDS.matcher(line).matches() || INSIDE.matcher(line).find()) {
        last = line;
      }
    }
    if (last.isEmpty()) {
      last = lines.reversed().stream().filter(l -> !l.isEmpty()).findFirst().orElse("");
    }
    return last.length() > 400 ? last.substring(0, 399) + "…" : last;
  }

  private static String text(Map<String, Object> fields, String name) {
    return Objects.toString(fields.get(name), "");
  }
}
