package irb.ssh;

import irb.process.Command;
import irb.process.CommandRun;
import irb.process.Programs;
import irb.step.Call;
import irb.step.Inherited;
import irb.step.Operator;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.SshAddress;
import irb.step.Stop;
import irb.step.Stop.Cause;
import irb.step.Target.SshUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// OpenSSH as it is configured on this machine, asked by `ssh -G`; each host once a run.
final class OpenSsh implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofMillis(200);
  private static final int AT_ONCE = 8;

  private final Semaphore running = new Semaphore(AT_ONCE);
  private final Map<String, Settings> known = new ConcurrentHashMap<>();

  /// What is configured for one host; a key may have several values.
  record Settings(Map<String, List<String>> values) {
    static final Settings NONE = new Settings(Map.of());

    Optional<String> one(String key) {
      return all(key).stream().findFirst().filter(v -> !v.equals("none") && !v.isEmpty());
    }

    List<String> all(String key) {
      return Objects.requireNonNullElse(values.get(key), List.of());
    }

    boolean isEmpty() {
      return values.isEmpty();
    }
  }

  /// What OpenSSH would do for `address`; nothing where it is not installed, or is not asked.
  Settings settings(
      SshAddress address, Optional<String> user, OptionalInt port, SshUser local, Call call)
      throws SshException, InterruptedException {
    var program =
        local.asksOpenSsh()
            ? new Programs(local.environment().getOrDefault("PATH", Inherited.PATH), local.home())
                .find("ssh")
            : Optional.<Path>empty();
    if (program.isEmpty()) {
      return Settings.NONE;
    }
    var argv = new ArrayList<>(List.of(program.get().toString(), "-G"));
    port.ifPresent(p -> argv.addAll(List.of("-p", Integer.toString(p))));
    user.ifPresent(u -> argv.addAll(List.of("-l", u)));
    argv.addAll(List.of("--", address.host()));
    var key = String.join("\0", argv);
    var before = known.get(key);
    if (before != null) {
      return before;
    }
    running.acquire();
    try {
      var settings =
          ask(
              address,
              new Command(
                  argv,
                  local.home(),
                  Inherited.of(local.environment()),
                  Map.of(),
                  Optional.empty()),
              call);
      known.put(key, settings);
      return settings;
    } finally {
      running.release();
    }
  }

  private static Settings ask(SshAddress address, Command command, Call call) throws SshException {
    var stop = new Stop();
    var late = new CompletableFuture<Void>().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    var watch = late.whenComplete((_, _) -> stop.ask(Cause.TIMEOUT));
    try (var _ = call.stop().onStop(stop::ask)) {
      var own =
          new Call(
              call.step(),
              call.title(),
              Call.Mode.READ,
              PATIENCE,
              OptionalLong.empty(),
              stop,
              call.sessions(),
              call.label(),
              Operator.NOBODY);
      var outcome = new CommandRun(command, GRACE).outcome(own);
      if (outcome instanceof Outcome.Ok ok) {
        return parse(String.valueOf(ok.fields().get("out")));
      }
      throw new SshException(
          Reason.INVALID,
          "OpenSSH does not say how to reach " + address + ": ssh -G: " + outcome.why());
    } finally {
      watch.cancel(false);
      late.cancel(false);
    }
  }

  static Settings parse(String printed) {
    return new Settings(
        printed
            .lines()
            .map(String::strip)
            .filter(l -> l.indexOf(' ') > 0)
            .collect(
                Collectors.groupingBy(
                    l -> l.substring(0, l.indexOf(' ')).toLowerCase(java.util.Locale.ROOT),
                    Collectors.mapping(
                        l -> l.substring(l.indexOf(' ') + 1).strip(), Collectors.toList()))));
  }

  @Override
  public void close() {
    known.clear();
  }
}
