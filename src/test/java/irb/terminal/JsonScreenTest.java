package irb.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import irb.engine.Event;
import irb.engine.Event.Pending;
import irb.engine.Exit;
import irb.engine.Role;
import irb.expr.Json;
import irb.expr.Masker;
import irb.expr.Secret;
import irb.runbook.Phase;
import irb.source.Finding;
import irb.source.Place;
import irb.source.Source;
import irb.step.Risk;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonScreenTest {
  private final StringWriter out = new StringWriter();
  private final Masker masker = new Masker();
  private final Json json = new Json(masker);
  private final JsonScreen screen = new JsonScreen(json, "irb run db-pool-exhaustion");

  private JsonNode printed() throws Exception {
    assertThat(out.toString().lines()).hasSize(1);
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void tellsAWholeRun() throws Exception {
    screen.on(List.of(Script.started("staging", false, false)));
    screen.on(Script.diagnosed());
    screen.on(List.of(Script.proposed(Risk.MEDIUM, "staging", false)));
    screen.on(Script.changed());
    screen.on(List.of(Script.finished(Exit.RESOLVED, "the last verification passed")));
    screen.head("42:9f86d081884c7d65");
    screen.print(new PrintWriter(out));

    var run = printed();

    assertThat(run.at("/irb").asInt()).isEqualTo(1);
    assertThat(run.at("/kind").asText()).isEqualTo("run");
    assertThat(run.at("/run").asText()).isEqualTo(Script.INCIDENT + "/1");
    assertThat(run.at("/outcome").asText()).isEqualTo("resolved");
    assertThat(run.at("/exit").asInt()).isZero();
    assertThat(run.at("/dry").asBoolean()).isFalse();
    assertThat(run.at("/params/idle_longer_than").asText()).isEqualTo("1h");
    assertThat(run.at("/steps").findValuesAsText("id"))
        .containsExactly(
            "usage", "by_state", "needed", "remedy", "free_idle", "pool_free", "api_up");
    assertThat(run.at("/steps/0/result/rows/0/used").asInt()).isEqualTo(27);
    assertThat(run.at("/steps/3/next").asText()).isEqualTo("free_idle");
    assertThat(run.at("/steps/5/attempts").asInt()).isEqualTo(4);
    assertThat(run.at("/proposals/0/risk").asText()).isEqualTo("medium");
    assertThat(run.at("/proposals/0/preview/rows")).hasSize(12);
    assertThat(run.at("/next/0").asText()).isEqualTo("irb log show " + Script.INCIDENT);
    assertThat(run.at("/head").asText()).isEqualTo("42:9f86d081884c7d65");
  }

  @Test
  void tellsWhatASuspendedRunWaitsFor() throws Exception {
    screen.on(
        List.of(
            Script.finished(
                Exit.SUSPENDED, "nobody", new Pending("free_idle", Pending.Kind.APPROVE))));
    screen.print(new PrintWriter(out));

    var run = printed();

    assertThat(run.at("/exit").asInt()).isEqualTo(3);
    assertThat(run.at("/pending/step").asText()).isEqualTo("free_idle");
    assertThat(run.at("/next/0").asText())
        .isEqualTo("irb run db-pool-exhaustion --approve free_idle");
  }

  @Test
  void parsesAlsoWhenThereWasNoRun() throws Exception {
    var source = new Source("runbooks/x.yaml", "runbook: x\n");
    var finding = new Finding(Finding.Severity.ERROR, new Place(source, 1, 3), "is wrong", "");

    screen.print(new PrintWriter(out), Exit.USAGE, "the runbook is invalid", List.of(finding));

    var run = printed();
    assertThat(run.at("/exit").asInt()).isEqualTo(2);
    assertThat(run.at("/findings/0/file").asText()).isEqualTo("runbooks/x.yaml");
    assertThat(run.at("/findings/0/line").asInt()).isEqualTo(1);
    assertThat(run.at("/steps")).isEmpty();
  }

  @Test
  void masksAndKeepsTerminalCharactersOut() throws Exception {
    masker.add(new Secret("TOKEN", "abcdefgh"));
    var title = "abcdefgh \u001b[31m \u009b31m \u202e";

    screen.on(List.of(Script.ended("x", Phase.DIAGNOSE, title, Script.ok(1, Map.of()))));
    screen.print(new PrintWriter(out));

    assertThat(out.toString()).doesNotContain("abcdefgh", "\u001b", "\u009b", "\u202e");
    assertThat(printed().at("/steps/0/title").asText())
        .isEqualTo("***(TOKEN) \u001b[31m \u009b31m \u202e");
  }

  @Test
  void printsEachEventAsItHappens() {
    var lines = new JsonLines(new PrintWriter(out), json, () -> Script.NOW);

    lines.on(List.of(Script.entered("usage", Phase.DIAGNOSE, "How full?")));
    lines.on(List.of(new Event.Notice(Event.Notice.Level.WARNING, "late")));

    assertThat(out)
        .hasToString(
            """
            {"irb":1,"time":"2026-11-21T03:10:45Z","event":"entered","step":"usage",\
            "phase":"diagnose","title":"How full?","visit":1}
            {"irb":1,"time":"2026-11-21T03:10:45Z","event":"notice","level":"warning","text":"late"}
            """);
  }

  @Test
  void everyEventHasALine() throws Exception {
    var lines = new JsonLines(new PrintWriter(out), json, () -> Script.NOW);

    lines.on(List.of(Script.started("staging", false, false)));
    lines.on(Script.diagnosed());
    lines.on(List.of(Script.proposed(Risk.MEDIUM, "staging", false)));
    lines.on(Script.changed());
    lines.on(
        List.of(
            new Event.Intent(
                "a", 1, Role.CHANGE, "sql", "write", "db", "SELECT 1", "", "", Map.of(), ""),
            new Event.Answered("a", "What now?", "s", "terminal"),
            new Event.Rehearsed("a", Phase.VERIFY, "t", "x", "d"),
            Script.finished(Exit.RESOLVED, "")));

    var mapper = new ObjectMapper();
    for (var line : out.toString().lines().toList()) {
      assertThat(mapper.readTree(line).at("/event").asText()).isNotEmpty();
    }
    assertThat(out.toString().lines()).hasSize(18);
  }
}
