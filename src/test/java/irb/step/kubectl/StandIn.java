package irb.step.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Allow;
import irb.expr.ExpressionException;
import irb.expr.Quoting;
import irb.step.Call.Mode;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Sessions;
import irb.step.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A `kubectl` on a PATH of its own that records how it is called, and does what a test says.
record StandIn(Path dir) {

  /// It runs `body`, a shell script, after recording the call.
  StandIn doing(String body) throws IOException {
    Files.createDirectories(dir.resolve("bin"));
    Files.createDirectories(dir.resolve("calls"));
    var calls = Quoting.word(dir.resolve("calls").toString());
    var script = dir.resolve("bin/kubectl");
    Files.writeString(
        script,
        """
        #!/bin/sh
        cd %s || exit 99
        set -- "$@"
        n=$(ls | wc -l)
        printf '%%s\\0' "$@" >"$n"
        cd ..
        %s
        """
            .formatted(calls, body));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return this;
  }

  Target.Kubectl target() {
    return new Target.Kubectl(
        "cluster",
        "prod",
        Optional.of("shop"),
        Optional.empty(),
        Duration.ofSeconds(10),
        Map.of("PATH", dir.resolve("bin") + ":/usr/bin:/bin", "HOME", dir.toString()));
  }

  Executor executor(String yaml, Map<String, ?> values, Allow... allowed)
      throws ExpressionException {
    return Fixtures.action(new KubectlStep(), yaml)
        .executor(Fixtures.rendering(values, allowed), Optional.of(target()));
  }

  Outcome run(String yaml) throws Exception {
    var reads = Fixtures.action(new KubectlStep(), yaml).effect().isRead();
    return run(executor(yaml, Map.of()), reads ? Mode.READ : Mode.WRITE);
  }

  static Outcome run(Executor executor, Mode mode) throws Exception {
    try (var sessions = new Sessions()) {
      return executor.run(Fixtures.call(mode, sessions));
    }
  }

  /// The words of each call so far, in order.
  List<List<String>> calls() throws IOException {
    var calls = new ArrayList<List<String>>();
    for (var i = 0; Files.exists(dir.resolve("calls/" + i)); i++) {
      var text = new String(Files.readAllBytes(dir.resolve("calls/" + i)), StandardCharsets.UTF_8);
      calls.add(List.of(text.substring(0, text.length() - 1).split("\0", -1)));
    }
    return calls;
  }

  /// The words of the last call without those that say where it goes.
  List<String> words() throws IOException {
    var call = calls().getLast();
    assertThat(call.subList(0, 3))
        .containsExactly("--context=prod", "--namespace=shop", "--request-timeout=10s");
    return call.subList(3, call.size());
  }
}
