package irb.step.redis;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Null;
import irb.step.Call.Mode;
import irb.step.Fixtures;
import irb.step.Outcome;
import irb.step.Outcome.Fault;
import irb.step.Reason;
import irb.step.Sessions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of the answers of a server.
@TestInstance(Lifecycle.PER_CLASS)
class AnswersTest {
  private Server server;

  @BeforeAll
  void start() throws IOException {
    server = new Server();
    server.run("SET", "text", "größe");
    server.run("SET", "number", "42");
    server.run("RPUSH", "list", "a", "b");
    server.run("HSET", "hash", "k", "v", "n", "1");
    server.run("SADD", "set", "one");
    server.run("ZADD", "sorted", "1.5", "a");
    server.run("EVAL", "redis.call('SET', 'binary', '\\255\\\\a\\0')", "0");
    server.run("CONFIG", "SET", "masterauth", "another-s3cret");
    server.run("ACL", "SETUSER", "reader", "on", ">s3cret-password", "~*", "+@read");
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aTextIsText() throws Exception {
    assertThat(fields("GET text")).containsEntry("value", "größe").containsEntry("text", "größe");
    assertThat(fields("GET number")).containsEntry("value", "42");
  }

  @Test
  void anIntegerIsANumber() throws Exception {
    assertThat(fields("LLEN list")).containsEntry("value", 2L).containsEntry("text", "2");
  }

  @Test
  void nothingIsNull() throws Exception {
    assertThat(fields("GET nowhere"))
        .containsEntry("value", Null.NULL)
        .containsEntry("text", "")
        .doesNotContainKey("info");
  }

  @Test
  void anArrayIsAList() throws Exception {
    assertThat(fields("LRANGE list 0 10"))
        .containsEntry("value", List.of("a", "b"))
        .containsEntry("text", "a\nb");
    assertThat(fields("SMEMBERS set")).containsEntry("value", List.of("one"));
    assertThat(fields("MGET text nowhere"))
        .containsEntry("value", List.of("größe", Null.NULL))
        .containsEntry("text", "größe\n");
  }

  @Test
  void aMapIsAMap() throws Exception {
    assertThat(fields("HGETALL hash"))
        .containsEntry("value", Map.of("k", "v", "n", "1"))
        .containsEntry("text", "k: v\nn: 1");
    assertThat(fields("CONFIG GET maxmemory-policy"))
        .containsEntry("value", Map.of("maxmemory-policy", "noeviction"));
  }

  @Test
  void aDecimalIsANumber() throws Exception {
    assertThat(fields("ZSCORE sorted a")).containsEntry("value", 1.5);
  }

  @Test
  void whatIsNoTextIsShownByteByByte() throws Exception {
    assertThat(fields("GET binary")).containsEntry("value", "\\xff\\\\a\\x00");
  }

  @Test
  void whatIsInsideIsIndented() throws Exception {
    var text = (String) fields("COMMAND INFO get").get("text");

    assertThat(text).startsWith("-\n  get\n  2\n  -\n    readonly\n");
  }

  @Test
  void infoIsAMap() throws Exception {
    var info = info("INFO");

    assertThat(info)
        .containsEntry("redis_version", "6.2.11")
        .containsEntry("tcp_port", (long) server.port())
        .containsEntry("maxmemory_human", "0B")
        .containsEntry("redis_git_sha1", "00000000");
    assertThat(info.get("mem_fragmentation_ratio")).isInstanceOf(Double.class);
    assertThat(info.get("db0")).isEqualTo(Map.of("keys", 7L, "expires", 0L, "avg_ttl", 0L));
  }

  @Test
  void aSectionOfInfoIsAMapToo() throws Exception {
    assertThat(info("INFO keyspace")).containsOnlyKeys("db0");
  }

  @Test
  void passwordsOfTheServerAreNotShown() throws Exception {
    assertThat(fields("CONFIG GET *").toString())
        .doesNotContain("another-s3cret")
        .contains("masterauth=***");
    assertThat(fields("ACL LIST").toString()).contains("user reader on #***");
    assertThat(fields("ACL GETUSER reader").toString()).doesNotContainPattern("[0-9a-f]{64}");
  }

  @Test
  void anErrorIsSaidInTheWordsOfTheServer() throws Exception {
    var outcome = Commands.read(server.target(), "LLEN text");

    assertThat(outcome).isInstanceOf(Fault.class);
    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.INVALID);
    assertThat(outcome.why())
        .isEqualTo("WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  @Test
  void aCommandTheServerDoesNotHaveIsNotFound() throws Exception {
    var read = Commands.read(server.target(), "EVAL_RO 'return 1' 0");
    var write = Commands.write(server.target(), "NOSUCH x");

    assertThat(read).isEqualTo(new Fault(Reason.NOT_FOUND, "cache has no command EVAL_RO"));
    assertThat(write).isInstanceOf(Fault.class);
    assertThat(((Fault) write).reason()).isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void aReadThatTheServerCallsAWriteIsNotSent() throws Exception {
    Peer.Answers answers =
        c ->
            Optional.of(
                c.getFirst().equals("COMMAND")
                    ? "*1\r\n*3\r\n+get\r\n:2\r\n~1\r\n+write\r\n"
                    : Peer.polite(c));
    try (var peer = Peer.answering(answers)) {
      var outcome = Commands.read(Server.target(peer.port(), 0, "", ""), "GET text");

      assertThat(outcome)
          .isEqualTo(new Fault(Reason.REFUSED, "cache says that GET is a write; it was not sent"));
      assertThat(peer.commands()).isEmpty();
    }
  }

  @Test
  void aRenamedCommandIsWhatItIs() throws Exception {
    try (var renamed = new Server("rename-command GET OLDGET", "rename-command FLUSHALL GET")) {
      renamed.run("SET", "text", "x");

      var outcome = Commands.read(renamed.target(), "GET ASYNC");

      assertThat(((Fault) outcome).reason()).isEqualTo(Reason.REFUSED);
      assertThat(renamed.run("DBSIZE")).isEqualTo(1L);
    }
  }

  @Test
  void whoMayOnlyReadNeedNotAskTheServer() throws Exception {
    var target = Server.target(server.port(), 0, "reader", "s3cret-password");

    assertThat(Commands.read(target, "GET text")).isInstanceOf(Outcome.Ok.class);
    var write = Commands.write(target, "SET text x");
    assertThat(((Fault) write).reason()).isEqualTo(Reason.REFUSED);
    assertThat(write.why()).startsWith("NOPERM");
  }

  @Test
  void theDatabaseIsThatOfTheTarget() throws Exception {
    var other = Server.target(server.port(), 3, "", "");
    try (var sessions = new Sessions()) {
      Commands.executor(other, "SET here yes").run(Fixtures.call(Mode.WRITE, sessions));

      assertThat(info("INFO keyspace")).containsKey("db3");
      Commands.executor(other, "FLUSHDB").run(Fixtures.call(Mode.WRITE, sessions));
    }
    assertThat(info("INFO keyspace")).containsOnlyKeys("db0");
  }

  @Test
  void aDatabaseThatIsNotThereIsAnError() throws Exception {
    var outcome = Commands.read(Server.target(server.port(), 99, "", ""), "GET text");

    assertThat(outcome).isInstanceOf(Fault.class);
    assertThat(outcome.why()).contains("DB index is out of range");
  }

  @Test
  void aFlushSaysBeforeHowMuchItDeletes() throws Exception {
    server.run("SET", "text", "größe");

    assertThat(preview("FLUSHDB").get("text")).isEqualTo("7 keys in database 0");
    assertThat(preview("FLUSHALL ASYNC").get("text")).isEqualTo("7 keys in 1 database (db0: 7)");
    assertThat(Fixtures.action(Commands.STEP, "DEL text").standardPreview()).isEmpty();
  }

  @Test
  void anOlderServerAnswersInLists() throws Exception {
    Peer.Answers answers =
        c ->
            Optional.of(
                switch (c.getFirst()) {
                  case "HELLO" -> "-ERR unknown command `HELLO`\r\n";
                  case "HGETALL" -> "*2\r\n$1\r\nk\r\n$-1\r\n";
                  default -> Peer.polite(c);
                });
    try (var peer = Peer.answering(answers)) {
      var outcome = Commands.read(Server.target(peer.port(), 0, "", ""), "HGETALL hash");

      assertThat(outcome.fields()).containsEntry("value", List.of("k", Null.NULL));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2000000000\r\n",
        "*2000000000\r\n",
        "%2000000000\r\n",
        "*10001\r\n",
        "%9223372036854775807\r\n",
        "$9223372036854775807\r\n",
      })
  void anAnswerThatAnnouncesTooMuchIsNotRead(String answer) throws Exception {
    var outcome = answered(answer);

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\n",
        "$-2\r\n",
        "$x\r\n",
        ":1x\r\n",
        "$1\r\nabc",
        "\u0015\u0003\u0001",
      })
  void whatIsNoAnswerOfRedisIsSaid(String answer) throws Exception {
    var outcome = answered(answer);

    assertThat(((Fault) outcome).reason()).isEqualTo(Reason.PROTOCOL);
  }

  @Test
  void listsWithinListsEnd() throws Exception {
    var deep = String.join("", Collections.nCopies(100_000, "*1\r\n"));

    assertThat(((Fault) answered(deep)).reason()).isEqualTo(Reason.PROTOCOL);
  }

  @Test
  void everyKindOfAnswerIsRead() throws Exception {
    var answer =
        """
        |1
        +ttl
        :3
        >2
        +push
        +x
        *9
        _
        #t
        #f
        ,1.5
        ,inf
        (12
        (99999999999999999999
        =7
        txt:abc
        -ERR inside
        """
            .replace("\n", "\r\n");

    var expected = new ArrayList<Object>(List.of(Null.NULL, true, false, 1.5, "inf", 12L));
    expected.addAll(List.of("99999999999999999999", "abc", "ERR inside"));
    assertThat(answered(answer).fields()).containsEntry("value", expected);
  }

  private static Outcome answered(String answer) throws Exception {
    Peer.Answers answers = c -> Optional.of(c.getFirst().equals("GET") ? answer : Peer.polite(c));
    try (var peer = Peer.answering(answers)) {
      return Commands.read(Server.target(peer.port(), 0, "", ""), "GET x");
    }
  }

  private Map<String, Object> preview(String command) throws Exception {
    var preview = Fixtures.action(Commands.STEP, command).standardPreview().orElseThrow();
    try (var sessions = new Sessions()) {
      return preview
          .executor(Fixtures.rendering(Map.of()), Optional.of(server.target()))
          .run(Fixtures.call(Mode.READ, sessions))
          .fields();
    }
  }

  private Map<String, Object> fields(String command) throws Exception {
    var outcome = Commands.read(server.target(), command);
    assertThat(outcome).isInstanceOf(Outcome.Ok.class);
    return outcome.fields();
  }

  @SuppressWarnings("unchecked") // info is a map by name
  private Map<String, Object> info(String command) throws Exception {
    return (Map<String, Object>) Objects.requireNonNull(fields(command).get("info"));
  }
}
