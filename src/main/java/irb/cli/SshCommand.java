package irb.cli;

import irb.engine.Exit;
import irb.engine.Interrupts;
import irb.expr.Visible;
import irb.ssh.HostTrust;
import irb.ssh.HostTrust.Shown;
import irb.ssh.SshException;
import irb.step.Call;
import irb.step.Operator;
import irb.step.Question;
import irb.step.Sessions;
import irb.step.SshAddress;
import irb.step.Stop;
import irb.step.Target;
import irb.step.Target.SshUser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb ssh trust HOST`: writes down the key of a host, once a person vouches for it.
final class SshCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String YES = "yes";

  @Override
  public CommandSpec spec() {
    return Options.command("ssh", "Get to know SSH hosts.")
        .addSubcommand(
            "trust",
            Options.command("trust", "Show the key of a host, ask, and write it into known_hosts.")
                .addPositional(
                    Options.one("HOST", "A host: web1, deploy@web1:2222, [::1]:22.", true))
                .addOption(
                    Options.texts("HOST", "A host on the way, which is known already.", "--jump"))
                .addOption(
                    Options.text(
                        "SHA256:…",
                        "The fingerprint it must have; nobody is asked then.",
                        "--fingerprint")));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    if (!parsed.hasSubcommand()) {
      throw new UsageException("'irb ssh' needs trust HOST");
    }
    var own = parsed.subcommand();
    var host = address(Options.positional(own).orElseThrow());
    var target = target(host, own, invocation.program());
    try (var sessions = new Sessions()) {
      var shown = new HostTrust(target).look(host, call(sessions));
      invocation.out().println(shown.host() + " shows");
      invocation.out().println("  " + Visible.line(shown.type() + "  " + shown.fingerprint()));
      return switch (shown.standing()) {
        case KNOWN -> told(invocation, Exit.NO_ACTION, "It is known by this key already.");
        case REVOKED ->
            told(
                invocation,
                Exit.ABORT,
                "THIS KEY IS REVOKED in known_hosts. Nothing was written; do not connect to it.");
        case CHANGED -> told(invocation, Exit.ABORT, changed(shown));
        case UNKNOWN, OTHER_TYPE -> vouched(shown, own, invocation);
      };
    } catch (SshException e) {
      throw new UsageException(Exit.ERROR, e.why());
    } catch (IOException e) {
      throw new UsageException(Exit.ERROR, "the key cannot be written down: " + e);
    }
  }

  private static String changed(Shown shown) {
    return "THE HOST KEY HAS CHANGED: another one is known ("
        + String.join(", ", shown.places())
        + "). Somebody may be between you and the host. Nothing was written.\n"
        + "When you know that the host was set up anew, remove the old key and try again:\n"
        + "  ssh-keygen -R '"
        + shown.name()
        + "'";
  }

  private static int vouched(Shown shown, ParseResult own, Invocation invocation)
      throws UsageException, IOException {
    if (!shown.places().isEmpty()) {
      invocation
          .out()
          .println("It is known by keys of other types: " + String.join(", ", shown.places()));
    }
    var wanted = Options.value(own, "--fingerprint");
    if (wanted.isPresent()) {
      return wanted.get().replaceFirst("=$", "").equals(shown.fingerprint())
          ? written(shown, invocation)
          : told(invocation, Exit.ABORT, "It is not " + wanted.get() + ". Nothing was written.");
    }
    if (!invocation.isSomebodyThere()) {
      return told(
          invocation,
          Exit.SUSPENDED,
          "Nobody is there to vouch for it; --fingerprint SHA256:… says beforehand which key it"
              + " must be. Nothing was written.");
    }
    return asked(invocation).filter(YES::equals).isPresent()
        ? written(shown, invocation)
        : told(invocation, Exit.ABORT, "Nothing was written.");
  }

  private static Optional<String> asked(Invocation invocation) throws UsageException {
    invocation
        .out()
        .println("Compare it with what the host's own console says, and not over this network.");
    invocation.out().flush();
    try (var display = Display.of(invocation, new Interrupts(), "")) {
      return display
          .operator()
          .answer(
              new Question.Typed(
                  "trust",
                  "Type yes to trust this key from now on, or n",
                  YES,
                  List.of(new Question.Option("n", "no"))));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static int written(Shown shown, Invocation invocation) throws IOException {
    HostTrust.write(shown);
    return told(invocation, Exit.NO_ACTION, "It is known from now on, in " + shown.file() + ".");
  }

  private static int told(Invocation invocation, Exit exit, String sentence) {
    invocation.out().println(sentence);
    return exit.code();
  }

  private static Target.Ssh target(String host, ParseResult own, Program program)
      throws UsageException {
    var jumps = new java.util.ArrayList<String>();
    for (var jump : Options.values(own, "--jump")) {
      jumps.add(address(jump));
    }
    return new Target.Ssh(
        host,
        List.of(host),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        jumps,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        SshUser.of(
            program.environment(), program.author().actor(), program.account(), program.here()));
  }

  private static String address(String text) throws UsageException {
    try {
      return SshAddress.parse(text).text();
    } catch (SshAddress.Malformed e) {
      throw new UsageException(e.why());
    }
  }

  private static Call call(Sessions sessions) {
    return new Call(
        "trust",
        "Look at the key of a host",
        Call.Mode.READ,
        PATIENCE,
        OptionalLong.empty(),
        new Stop(),
        sessions,
        "trust",
        Operator.NOBODY);
  }
}
