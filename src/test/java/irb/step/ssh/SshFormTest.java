package irb.step.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import irb.ssh.Rollout;
import irb.ssh.Rollout.Size;
import irb.step.Effect;
import irb.step.Fixtures;
import irb.step.Target;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshFormTest {
  @Test
  void readsWhatAShellStepReadsAndTheBatches() {
    var action =
        (SshAction)
            Fixtures.action(
                new SshStep(),
                "{target: web, command: systemctl restart app, batch: [1, 25%, 100%],"
                    + " stop_after_failures: 2}");

    assertThat(action.targetKinds()).isEqualTo(Set.of(Target.Kind.SSH));
    assertThat(action.effect()).isEqualTo(Effect.WRITE);
    assertThat(action.rollout())
        .isEqualTo(
            new Rollout(
                List.of(new Size(1, false), new Size(25, true), new Size(100, true)),
                OptionalInt.of(2)));
    assertThat(action.result()).containsKeys("exit", "out", "hosts", "failed", "unreachable");
  }

  @Test
  void aBatchMayBeOneSize() {
    var action =
        (SshAction) Fixtures.action(new SshStep(), "{target: web, command: [a], batch: 50%}");

    assertThat(action.rollout().batches()).containsExactly(new Size(50, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{target: web} | an ssh action needs 'command' or 'script'",
        "{command: [a], batch: []} | 'batch' is empty",
        "{command: [a], batch: [0]} | '0' is no batch",
        "{command: [a], batch: [101%]} | '101%' is no batch",
        "{command: [a], batch: [a few]} | 'a few' is no batch",
        "{command: [a], batch: {a: b}} | a batch is a text",
        "{command: [a], stop_after_failures: 1} | belongs to 'batch'",
        "{command: [sh, -c, '${{ x }}']} | no value may be part of one",
        "{script: 'rm ${{ a.b }}'} | env: {NAME: \"${{ a.b }}\"}",
        "{command: [a], bach: [1]} | did you mean 'batch'?",
        "[a, b] | an ssh action is a mapping, and this is a list",
      })
  void saysWhatIsWrongAndWhatToDo(String yaml, String message) {
    assertThat(String.join("", Fixtures.findings(new SshStep(), yaml))).contains(message);
  }
}
