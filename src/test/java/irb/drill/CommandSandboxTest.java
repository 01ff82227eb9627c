package irb.drill;

import static org.assertj.core.api.Assertions.assertThat;

import irb.drill.Plan.Printed;
import irb.step.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandSandboxTest {
  @TempDir Path folder;

  private record Run(String out, String err, int exit) {}

  private static Run call(CommandSandbox sandbox, String... words)
      throws IOException, InterruptedException {
    var target = (Target.Local) sandbox.target();
    var argv = new ArrayList<>(List.of(words));
    if (words[0].indexOf('/') < 0) {
      argv.set(0, target.inherited().getOrDefault("PATH", "").split(":", -1)[0] + "/" + words[0]);
    }
    var builder = new ProcessBuilder(argv).directory(target.dir().toFile());
    builder.environment().clear();
    builder.environment().putAll(target.inherited());
    var process = builder.start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(out, err, process.waitFor());
  }

  @Test
  void theFirstGlobThatFitsAnswers() throws Exception {
    var answers = new LinkedHashMap<String, Printed>();
    answers.put("svc restart app", new Printed("one\n", "", 0));
    answers.put("svc restart *", new Printed("", "other", 3));
    try (var workspace = Workspace.open(folder);
        var sandbox =
            CommandSandbox.start("server", new Plan.Commands(answers), Map.of(), workspace)) {

      assertThat(call(sandbox, "svc", "restart", "app")).isEqualTo(new Run("one\n", "", 0));
      assertThat(call(sandbox, "svc", "restart", "a b", "c")).isEqualTo(new Run("", "other", 3));
      assertThat(sandbox.unexpected()).isEmpty();
      assertThat(call(sandbox, "svc", "stop"))
          .isEqualTo(new Run("", "this drill has no answer to: svc stop\n", 127));
      assertThat(sandbox.unexpected()).containsExactly("svc stop");
    }
  }

  @Test
  void textStaysTextWhateverTheShellWouldMakeOfIt() throws Exception {
    var hostile = "it's $(id) `id` \\n %s \"x\" [a-z] ; exit 9";
    var answers = Map.of("svc " + hostile.replace("*", ""), new Printed(hostile, hostile, 0));
    try (var workspace = Workspace.open(folder);
        var sandbox =
            CommandSandbox.start("server", new Plan.Commands(answers), Map.of(), workspace)) {

      var run = call(sandbox, "svc", hostile);

      assertThat(run).isEqualTo(new Run(hostile, hostile, 0));
    }
  }

  @Test
  void answersChangeAndComeBackInAnyOrder() throws Exception {
    var well = Map.of("svc status", new Printed("up", "", 0));
    try (var workspace = Workspace.open(folder);
        var sandbox =
            CommandSandbox.start("server", new Plan.Commands(well), Map.of(), workspace)) {
      var down = sandbox.change(Map.of("svc status", new Printed("down", "", 1)));
      var slow = sandbox.change(Map.of("svc status", new Printed("slow", "", 0)));

      sandbox.restore(down);
      var during = call(sandbox, "svc", "status");
      sandbox.restore(slow);

      assertThat(during).isEqualTo(new Run("slow", "", 0));
      assertThat(call(sandbox, "svc", "status")).isEqualTo(new Run("up", "", 0));
    }
  }

  @Test
  void aScriptIsFoundUnderItsPath() throws Exception {
    var check = Map.of("./deploy/check.sh *", new Printed("fine", "", 0));
    try (var workspace = Workspace.open(folder);
        var sandbox =
            CommandSandbox.start("server", new Plan.Commands(check), Map.of(), workspace)) {

      var run = call(sandbox, "./deploy/check.sh", "--all");

      assertThat(run).isEqualTo(new Run("fine", "", 0));
    }
  }

  @Test
  void nothingRealIsOnThePath() throws Exception {
    try (var workspace = Workspace.open(folder);
        var sandbox =
            CommandSandbox.start("server", new Plan.Commands(Map.of()), Map.of(), workspace)) {
      var path = ((Target.Local) sandbox.target()).inherited().getOrDefault("PATH", "");

      assertThat(path.split(":", -1)).allMatch(p -> p.startsWith(folder.toString()));
      assertThat(Path.of(path.split(":", -1)[1]))
          .isDirectoryContaining("glob:**/sh")
          .isDirectoryNotContaining("glob:**/{docker,systemctl,kubectl,ssh,curl,rm,kill}");
    }
  }
}
