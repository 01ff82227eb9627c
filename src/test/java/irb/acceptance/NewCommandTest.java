package irb.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `irb new` begins is sound as it stands.
class NewCommandTest {
  @TempDir Path folder;
  private Irb irb;

  @BeforeEach
  void aFolderWithoutRunbooks() {
    irb = new Irb(folder).without("IRB_RUNBOOKS");
  }

  private void lintsAndPasses(String name) {
    irb.run("lint").exits(0).saysNot("warning", "error");
    irb.run("drill", name, "-o", "jsonl").exits(0);
  }

  @Test
  void beginsAPlaybookInAFreshFolder() throws IOException {
    var name = "api-down";

    irb.run("new", "shop/" + name)
        .exits(0)
        .says(
            "new playbook shop",
            "runbooks/shop/playbook.yaml",
            "runbooks/shop/drills/api-down.yaml")
        .says(
            "irb lint runbooks/shop/api-down.yaml irb drill shop/api-down irb show shop/api-down");

    lintsAndPasses(name);
    assertThat(text("runbooks/shop/api-down.yaml"))
        .startsWith("# It works")
        .contains("severity: P2");
    irb.run("match", "ApiDown").exits(0).says("shop/api-down");
  }

  @Test
  void fitsTheShippedPlaybook() throws IOException {
    var shipped = Path.of("runbooks/ai-secretary/playbook.yaml");
    irb.file("runbooks/ai-secretary/playbook.yaml", Files.readString(shipped));

    irb.run("new", "web-down", "--title", "It's \"down\": #1")
        .exits(0)
        .says("playbook ai-secretary");

    lintsAndPasses("web-down");
    irb.run("list").exits(0).says("web-down P1 15m", "It's \"down\": #1");
    assertThat(text("runbooks/ai-secretary/playbook.yaml")).isEqualTo(Files.readString(shipped));
  }

  @Test
  void makesDoWithoutTargets() throws IOException {
    irb.file("runbooks/p/playbook.yaml", "playbook: p\ntitle: P\nseverities: {only: {}}\n");

    irb.run("new", "by-hand").exits(0).says("api: {http:", "server: {local: .}");

    lintsAndPasses("by-hand");
    assertThat(text("runbooks/p/by-hand.yaml")).contains("severity: only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{api: {http: 'http://x'}} | post: /admin/restart",
        "{srv: {local: .}} | shell: {target: srv, command: [systemctl, is-active, app]",
        "{web: {ssh: [a, b]}} | ssh: {target: web, command: [systemctl, restart, app]}"
      })
  void usesTheTargetsThereAre(String targets, String action) throws IOException {
    irb.file("runbooks/p/playbook.yaml", "playbook: p\ntitle: P\ntargets: " + targets + "\n");

    irb.run("new", "down").exits(0).says("in playbook.yaml its steps can do better");

    irb.run("lint").exits(0).saysNot("warning", "error");
    assertThat(text("runbooks/p/down.yaml")).contains(action).doesNotContain("severity:");
  }

  @Test
  void neverWritesOverAnything() throws IOException {
    irb.run("new", "shop/one").exits(0);
    var before = text("runbooks/shop/one.yaml");
    irb.file("runbooks/shop/drills/two.case.yaml", "mine");

    irb.run("new", "one", "--title", "Other")
        .exits(2)
        .says("one.yaml already", "nothing was written");
    irb.run("new", "two").exits(2).says("two.case.yaml already");

    assertThat(text("runbooks/shop/one.yaml")).isEqualTo(before);
    assertThat(folder.resolve("runbooks/shop/two.yaml")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "My Thing,for example 'my-thing'",
    "../x,no name",
    "a/b/c,no name",
    "x.y,for example 'x-y'",
    "playbook,means something else",
    "healthcheck,means something else",
    "schema/x,means something else",
    "Ünïcode,no name"
  })
  void refusesWhatIsNoName(String name, String why) throws IOException {
    irb.run("new", name).exits(2).says(why);

    assertThat(folder.resolve("runbooks")).doesNotExist();
  }

  @Test
  void asksForThePlaybookWhenThereAreSeveral() throws IOException {
    irb.file("runbooks/a/playbook.yaml", "playbook: a\ntitle: A\n");
    irb.file("runbooks/b/playbook.yaml", "playbook: b\ntitle: B\nseverities: {S1: {}, S2: {}}\n");

    irb.run("new", "x").exits(2).says("--playbook, one of a, b");
    irb.run("new", "x", "--playbook", "b", "--severity", "S3").exits(2).says("no severity 'S3'");
    irb.run("new", "x", "--playbook", "b", "--severity", "S1", "-o", "json").exits(0);

    assertThat(text("runbooks/b/x.yaml")).contains("severity: S1");
  }

  @Test
  void takesTheSchemasAlong() throws IOException {
    var schemas = List.of("drill", "playbook", "runbook");
    for (var schema : schemas) {
      irb.file("home/runbooks/schema/" + schema + ".schema.json", "{}");
    }
    irb.home(folder.resolve("home")).with("IRB_RUNBOOKS", "mine");

    irb.run("new", "shop/one").exits(0).says("mine/schema/runbook.schema.json");

    assertThat(text("mine/shop/one.yaml"))
        .startsWith("# yaml-language-server: $schema=../schema/runbook.schema.json\n");
    assertThat(text("mine/shop/drills/one.yaml"))
        .startsWith("# yaml-language-server: $schema=../../schema/drill.schema.json\n");
    assertThat(text("mine/shop/playbook.yaml"))
        .startsWith("# yaml-language-server: $schema=../schema/playbook.schema.json\n");
    irb.run("new", "shop/two").exits(0).saysNot("schema.json");
  }

  @Test
  void leavesTheRunbooksOfAnInstalledIrbAlone() throws IOException {
    irb.file("home/runbooks/p/playbook.yaml", "playbook: p\ntitle: P\n");
    irb.home(folder.resolve("home")).with("IRB_RUNBOOKS", "home/runbooks");

    irb.run("new", "one").exits(2).says("came with irb");

    assertThat(folder.resolve("home/runbooks/p/one.yaml")).doesNotExist();
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }
}
