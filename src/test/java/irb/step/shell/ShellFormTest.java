package irb.step.shell;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Slot;
import irb.expr.Slot.Context;
import irb.step.Action;
import irb.step.Effect;
import irb.step.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellFormTest {
  @Test
  void readsACommandAsAListOfWords() {
    var action = action("{target: server, command: [tail, -n, 010, 1.10, yes], effect: read}");

    assertThat(words(action)).containsExactly("tail", "-n", "010", "1.10", "yes");
    assertThat(action.effect()).isEqualTo(Effect.ASSERTED_READ);
    assertThat(action.target().orElseThrow().text()).isEqualTo("server");
    assertThat(action.parallel()).isTrue();
  }

  @Test
  void aTextIsSplitBeforeValuesArePutIn() {
    var action = action("{command: \"docker logs --since=${{ up.at }} 'my app'\"}");

    assertThat(words(action)).containsExactly("docker", "logs", "--since=${{ up.at }}", "'my app'");
    assertThat(action.effect()).isEqualTo(Effect.WRITE);
  }

  @Test
  void aScriptIsAProgramForItsInterpreter() {
    assertThat(constants(action("{script: 'echo ${HOME}'}")))
        .containsExactly("sh", "-c", "echo ${HOME}");
    assertThat(constants(action("{script: 'print(1)', interpreter: python3}")))
        .containsExactly("python3", "-c", "print(1)");
    assertThat(constants(action("{script: 'false | true', interpreter: bash -euo pipefail}")))
        .containsExactly("bash", "-euo", "pipefail", "-c", "false | true");
    assertThat(constants(action("{script: 'print 1', interpreter: /usr/bin/perl}")))
        .containsExactly("/usr/bin/perl", "-e", "print 1");
  }

  @Test
  void everyTemplateHasItsContext() {
    var action = action("{command: [a, \"${{ b }}\"], env: {C: \"${{ c }}\"}, dir: d, stdin: e}");

    assertThat(action.slots())
        .extracting(Slot::context)
        .containsExactly(
            Context.ARGUMENT, Context.ARGUMENT, Context.ENV, Context.PLAIN, Context.STDIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{target: server} | needs 'command' or 'script'",
        "{command: [a], script: b} | not both",
        "{command: [a], interpreter: sh} | 'interpreter' belongs to 'script'",
        "{command: []} | no words",
        "{command: ' '} | no words",
        "{command: {a: b}} | a list of words or a text, and this is a mapping",
        "{command: [a, [b]]} | a word of 'command' is a text, and this is a list",
        "{command: [a, null]} | a word of 'command' is a text, and this is nothing",
        "{command: [docker restart app]} | [docker, restart, app]",
        "{command: ['', a]} | no program to run",
        "{command: [-x, a]} | no program to run",
        "{command: [a, \"b\\0c\"]} | cannot hold a NUL",
        "{command: 'a > b'} | use 'script:'",
        "{command: [a, 'x-${{ b }}']} | put the word together in the expression",
        "{command: ['${{ a }}', b]} | the program to run is never a value",
        "{script: 'rm ${{ a.b }}'} | env: {NAME: \"${{ a.b }}\"}",
        "{script: ' '} | not empty",
        "{script: a, interpreter: pyton} | did you mean 'python'?",
        "{command: [a], effect: write} | leave 'effect' out",
        "{command: [a], env: {A-B: c}} | no name of an environment variable",
        "{command: [a], env: {A: }} | 'A' has no value",
        "{command: [a], env: {A: \"\\0\"}} | a NUL cannot stand here",
        "{command: [a], efect: read} | did you mean 'effect'?",
        "[a, b] | a shell action is a mapping, and this is a list",
      })
  void saysWhatIsWrongAndWhatToDo(String yaml, String message) {
    assertThat(String.join("", Fixtures.findings(new ShellStep(), yaml))).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command: [sh, -c, '${{ x }}']",
        "command: [sh, -c, -e, '${{ x }}']",
        "command: [bash, -lc, '${{ x }}']",
        "command: [/bin/bash, -ec, '${{ x }}']",
        "command: [sudo, -u, app, bash, -c, '${{ x }}']",
        "command: [env, A=b, python3.12, -c, '${{ x }}']",
        "command: [docker, exec, web, sh, -c, '${{ x }}']",
        "command: [perl, -ne, '${{ x }}', file]",
        "command: [perl, '-e=${{ x }}']",
        "command: [node, --eval, '${{ x }}']",
        "command: [node, '--eval=${{ x }}']",
        "command: [psql, -h, db, -tAc, '${{ x }}']",
        "command: [psql, '--command=${{ x }}']",
        "command: [mysql, -e, '${{ x }}']",
        "command: [awk, '${{ x }}', file]",
        "command: [sed, -e, '${{ x }}']",
        "command: [bash, '${{ x }}']",
        "command: [sudo, python3, -u, '${{ x }}']",
        "command: [ssh, web, rm, '${{ x }}']",
        "command: [timeout, 5, ssh, web, rm, '${{ x }}']",
        "command: [su, -c, '${{ x }}']",
        "{command: [sh], stdin: '${{ x }}'}",
        "{command: [bash, -s], stdin: 'echo ${{ x }}'}",
        "{command: [psql, -h, db], stdin: '${{ x }}'}",
      })
  void noValueBecomesPartOfAProgram(String yaml) {
    assertThat(Fixtures.findings(new ShellStep(), yaml))
        .isNotEmpty()
        .allMatch(f -> f.contains("no value may be part of one"))
        .allMatch(f -> f.contains("'env:'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command: [sh, -c, 'echo \"$1\"', name, '${{ x }}']",
        "command: [bash, deploy.sh, '${{ x }}']",
        "command: [awk, -v, 'x=${{ x }}', '{print x}', '${{ file }}']",
        "command: [psql, -p, '${{ port }}', -d, '${{ db }}']",
        "command: [docker, run, -e, 'TAG=${{ tag }}', app]",
        "command: [docker, restart, node, '${{ x }}']",
        "command: [kubectl, cordon, node, '${{ x }}']",
        "command: [kubectl, logs, '${{ pod }}', -c, '${{ container }}']",
        "command: [grep, -e, '${{ x }}', file]",
        "{command: [psql, -c, 'COPY t FROM STDIN'], stdin: '${{ x }}'}",
        "{command: [cat], stdin: '${{ x }}'}",
        "{script: cat, stdin: '${{ x }}'}",
      })
  void aValueMayStandBesideAProgram(String yaml) {
    assertThat(Fixtures.findings(new ShellStep(), yaml)).isEmpty();
  }

  @Test
  void theExampleIsAWholeStep() {
    assertThat(new ShellStep().example()).startsWith("- id: ").contains("shell:", "effect: read");
    assertThat(new ShellStep().help()).isNotBlank();
  }

  private static Action action(String yaml) {
    return Fixtures.action(new ShellStep(), yaml);
  }

  private static List<String> words(Action action) {
    return action.slots().stream().map(s -> s.template().toString()).toList();
  }

  private static List<String> constants(Action action) {
    return action.slots().stream().map(s -> s.template().constant().orElseThrow()).toList();
  }
}
