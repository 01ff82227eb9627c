package irb.step.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import irb.step.Effect;
import irb.step.Fixtures;
import irb.step.Risk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a command may say is decided when it is loaded.
class KubectlFindingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get pods",
        "get pods -A -o wide",
        "get -o yaml deployment/api",
        "get pods -l 'app=${{ x }}' --field-selector=status.phase=Running",
        "get secrets -o name",
        "describe pods",
        "logs deployment/api --tail=100 --since=1h -c app",
        "logs pod/api -p",
        "top pods",
        "events --for pod/x",
        "explain pods",
        "wait --for=condition=Ready pod/x --timeout=20s",
        "api-resources",
        "api-versions",
        "version",
        "cluster-info",
        "auth can-i get secrets",
        "auth can-i --list",
        "auth whoami",
        "rollout status deployment/api",
        "rollout status deployment/api --watch=false",
        "rollout history deployment/api"
      })
  void aReadIsProvenByItsVerb(String command) {
    assertThat(Fixtures.findings(new KubectlStep(), text(command))).isEmpty();
    assertThat(Fixtures.action(new KubectlStep(), text(command)).effect())
        .isEqualTo(Effect.PROVEN_READ);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scale deployment/${{ x }} --replicas=${{ n }}",
        "rollout restart deployment/api",
        "rollout undo deployment/api --to-revision ${{ n }}",
        "rollout pause deployment/api",
        "set image deployment/api api=${{ x }}",
        "set env deployment/api A=${{ x }}",
        "set resources deployment/api --limits=cpu=1,memory=1Gi",
        "patch deployment/api -p '{\"spec\": {\"replicas\": 3}}'",
        "label nodes ${{ x }} a=b",
        "delete pod ${{ x }}",
        "delete pods -l app=api --field-selector=status.phase=Failed",
        "cordon ${{ x }}",
        "drain ${{ x }} --ignore-daemonsets --delete-emptydir-data",
        "taint nodes a k=v:NoSchedule",
        "expose deployment/api --port=80",
        "create configmap x --from-literal=a=${{ x }}",
        "run probe --image=curl --restart=Never -- curl ${{ x }}",
        "exec deployment/api -c app -- app check ${{ x }}"
      })
  void aChangeIsOneByItsVerb(String command) {
    assertThat(Fixtures.findings(new KubectlStep(), text(command))).isEmpty();
    assertThat(Fixtures.action(new KubectlStep(), text(command)).effect()).isEqualTo(Effect.WRITE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "frobnicate pods | there is no verb 'frobnicate'",
        "scal deployment/api | did you mean 'scale'?",
        "${{ x }} pods | the verb of a command is never a value",
        "rollout ${{ x }} deployment/api | the verb of a command is never a value",
        "edit pod/x | 'edit' is refused",
        "port-forward pod/x 80 | 'port-forward' is refused",
        "config view | the context comes from the target",
        "cp a pod/x:/a | use a shell step",
        "--namespace=x get pods | begins with its verb",
        "get pods --context=other | the context comes from the target",
        "get pods -n other | the namespace comes from the target",
        "get pods -nother | the namespace comes from the target",
        "get pods --request_timeout 0 | request_timeout: at the target",
        "get pods --kubeconfig=/tmp/x | kubeconfig: at the target",
        "get pods -s http://x | comes from the target",
        "get pods --as=admin | comes from the target",
        "get pods --insecure-skip-tls-verify | comes from the target",
        "get pods -v=8 | secret in them",
        "get pods -w | goes on until it is stopped",
        "get pods --watch=true | goes on until it is stopped",
        "logs -f pod/x | goes on until it is stopped",
        "get pods -Aw | short options stand alone",
        "get --raw /api | any address",
        "get -f pod.yaml | files and addresses are not read here",
        "apply -f https://x/y.yaml | files and addresses are not read here",
        "apply -f - | there is none",
        "apply -k dir | works on files",
        "apply | needs a manifest",
        "scale deployment/api --replicas=1 --dry-run=client | irb makes a dry run itself",
        "delete pods --all -A | within the target's namespace",
        "delete pods -i | wants a person",
        "exec -t pod/x -- sh | wants a person",
        "exec pod/x -- | needs a command",
        "exec pod/x ls | needs a command",
        "create token x | prints a token",
        "set env deployment/x --list | would print values",
        "cluster-info dump | prints all there is",
        "get secrets -o yaml | would show the values",
        "get secret/x -o jsonpath={.data.password} | would show the values",
        "get pods,secrets --template={{.}} | would show the values",
        "describe secrets | may show the values",
        "label secret x a=b -o yaml | prints its names or JSON",
        "get pods -o jsonpath-file=x | files are not read here",
        "get pods -o ${{ x }} | never a value",
        "patch deployment/api -p ${{ x }} | never a value",
        "delete ${{ x }} a | the kind of what is changed",
        "delete pod/a ${{ x }} | the kind of what is changed",
        "rollout restart ${{ x }} | the kind of what is changed",
        "exec pod/x -- ${{ x }} | the program to run is never a value",
        "exec pod/x -- sh -c ${{ x }} | may read this as a program",
        "get pods --${{ x }} | its end behind one of",
        "get pods --x/${{ x }} | the name of an option is never a value",
      })
  void whatNoStepMayDoIsSaid(String command, String said) {
    assertThat(Fixtures.findings(new KubectlStep(), text(command))).anyMatch(f -> f.contains(said));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{command: get pods, effect: read} | only 'exec' is given an effect",
        "{command: [exec, pod/x, --, ls], effect: write} | the only effect",
        "{command: get pods, stdin: x} | nothing reads this 'stdin'",
        "{command: [apply, -f, '-'], stdin: 'a: ${{ x }}'} | a manifest takes no values",
        "{command: [exec, -i, pod/x, --, sh], stdin: '${{ x }}'} | may be read as a program",
        "{target: c} | needs 'command'",
        "{command: []} | no words",
        "{command: {get: pods}} | this is a mapping",
        "{command: [get, [pods]]} | this is a list",
        "{comand: get pods} | did you mean 'command'",
        "[] | no words",
        "kubectl | no words",
      })
  void theFormIsChecked(String yaml, String said) {
    assertThat(Fixtures.findings(new KubectlStep(), yaml)).anyMatch(f -> f.contains(said));
  }

  @Test
  void whatRunsInAContainerReadsOnlyWhereItsAuthorSaysSo() {
    assertThat(
            Fixtures.action(new KubectlStep(), "{command: [exec, pod/x, --, ls], effect: read}")
                .effect())
        .isEqualTo(Effect.ASSERTED_READ);
  }

  @ParameterizedTest
  @CsvSource({
    "delete pods --all, HIGH",
    "delete namespace x, HIGH",
    "delete pods/a ns/b, HIGH",
    "delete pod a, MEDIUM",
    "drain a, MEDIUM",
    "scale deployment/a --replicas=1, LOW"
  })
  void whatDestroysMuchIsNeverOfLowRisk(String command, Risk least) {
    assertThat(Fixtures.action(new KubectlStep(), text(command)).leastRisk()).isEqualTo(least);
  }

  private static String text(String command) {
    return "\"" + command.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
