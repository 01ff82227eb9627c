package irb.step.redis;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Slot.Context;
import irb.step.Fixtures;
import irb.step.Risk;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisStepTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET a",
        "get a",
        "INFO",
        "info memory",
        "CONFIG GET maxmemory",
        "config get *",
        "CLIENT LIST",
        "MEMORY USAGE a",
        "SLOWLOG GET 10",
        "XINFO STREAM s",
        "ACL WHOAMI",
        "ACL LOG",
        "ACL LOG 5",
        "SCAN 0 MATCH app:* COUNT 100",
        "XREAD COUNT 1 STREAMS block 0",
        "EVAL_RO 'return 1' 0",
        "COMMAND",
        "COMMAND COUNT",
        "WAIT 1 100",
        "ZRANGEBYSCORE z (5 +inf",
        "OBJECT ENCODING ${{ x }}",
      })
  void isARead(String command) {
    var action = Fixtures.action(Commands.STEP, quoted(command));

    assertThat(action.effect().isRead()).isTrue();
    assertThat(action.leastRisk()).isEqualTo(Risk.LOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SET a b | LOW",
        "DEL a | LOW",
        "GETDEL a | LOW",
        "GETEX a | LOW",
        "SORT a STORE b | LOW",
        "GEORADIUS a 1 2 3 m STORE b | LOW",
        "PUBLISH a b | LOW",
        "TOUCH a | LOW",
        "CLIENT KILL ID 3 | LOW",
        "MEMORY PURGE | LOW",
        "SLOWLOG RESET | LOW",
        "LATENCY RESET | LOW",
        "XGROUP CREATE s g $ | LOW",
        "JSON.SET a $ 1 | LOW",
        "NOSUCH | LOW",
        "EVAL 'return 1' 0 | MEDIUM",
        "EVALSHA abc 0 | MEDIUM",
        "CONFIG SET maxmemory 1 | MEDIUM",
        "CONFIG RESETSTAT | MEDIUM",
        "ACL LOG RESET | MEDIUM",
        "ACL LOG ${{ x }} | MEDIUM",
        "SCRIPT FLUSH | MEDIUM",
        "FLUSHALL | HIGH",
        "flushdb ASYNC | HIGH",
        "SWAPDB 0 1 | HIGH",
        "SHUTDOWN NOSAVE | HIGH",
        "DEBUG SLEEP 1 | HIGH",
        "REPLICAOF NO ONE | HIGH",
        "FAILOVER | HIGH",
        "CLUSTER RESET | HIGH",
      })
  void isAWrite(String command, Risk least) {
    var action = Fixtures.action(Commands.STEP, quoted(command));

    assertThat(action.effect().isRead()).isFalse();
    assertThat(action.leastRisk()).isEqualTo(least);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT 2 | changes the connection",
        "auth x | changes the connection",
        "HELLO 3 | changes the connection",
        "SUBSCRIBE a | changes the connection",
        "MONITOR | changes the connection",
        "MULTI | changes the connection",
        "RESET | changes the connection",
        "QUIT | changes the connection",
        "CLIENT REPLY OFF | changes the connection",
        "CLIENT TRACKING ON | changes the connection",
        "BLPOP a 0 | waits for other clients",
        "XREAD BLOCK 0 STREAMS s 0 | waits for other clients",
        "XREADGROUP GROUP g c BLOCK 0 STREAMS s 0 | waits for other clients",
        "${{ x }} a | the command is never a value",
        "CONFIG ${{ x }} maxmemory | what 'CONFIG' does is never a value",
        "XINFO ${{ x }} s | what 'XINFO' does is never a value",
        "EVAL ${{ x }} 0 | a program that the server runs",
        "EVAL_RO ${{ x }} 0 | a program that the server runs",
        "EVALSHA ${{ x }} 0 | a program that the server runs",
        "FCALL ${{ x }} 0 | a program that the server runs",
        "SCRIPT LOAD ${{ x }} | a program that the server runs",
        "FUNCTION LOAD REPLACE ${{ x }} | a program that the server runs",
        "GET a${{ x }} | a whole word of a command",
        "GET ${{ x }}a | a whole word of a command",
        "GET a:${{ x }}:b | a whole word of a command",
        "9lives | is no Redis command",
        "KEYS * | looks at every key",
        "` ` | no words",
      })
  void findsWhatIsWrong(String command, String words) {
    assertThat(Fixtures.findings(Commands.STEP, quoted(command)))
        .hasSize(1)
        .allSatisfy(f -> assertThat(f).contains(words));
  }

  @Test
  void aWholeCommandIsNoWord() {
    assertThat(Fixtures.findings(Commands.STEP, "{target: cache, command: [INFO memory]}"))
        .hasSize(1)
        .allSatisfy(f -> assertThat(f).contains("[INFO, memory]"));
  }

  @Test
  void readsATextAListAndATextAlone() {
    for (var yaml :
        new String[] {
          "{target: cache, command: GET 'a b'}",
          "{target: cache, command: [GET, a b]}",
          "GET 'a b'",
          "\"GET \\\"a b\\\"\""
        }) {
      var action = (RedisAction) Fixtures.action(Commands.STEP, yaml);

      assertThat(RedisAction.command(action.words()).words()).containsExactly("GET", "a b");
      assertThat(action.target().isPresent()).isEqualTo(yaml.startsWith("{"));
    }
  }

  @Test
  void saysWhichWordsAreArguments() {
    var action = Fixtures.action(Commands.STEP, "EVAL 'return 1' 1 ${{ x }}");

    assertThat(action.slots().stream().map(s -> s.context()))
        .containsExactly(Context.ARGUMENT, Context.PROGRAM, Context.ARGUMENT, Context.ARGUMENT);
  }

  @Test
  void knowsTheWordsOfACommand() {
    var command = new RedisCommand(Arrays.asList("config", "get", "maxmemory"));

    assertThat(command.name()).isEqualTo("CONFIG");
    assertThat(command.fullName()).isEqualTo("CONFIG GET");
  }

  private static String quoted(String command) {
    return '"' + command + '"';
  }
}
