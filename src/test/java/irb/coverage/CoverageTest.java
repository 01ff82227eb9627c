package irb.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nothing of the documents is lost: every line has what covers it, or the reason why not.
class CoverageTest {
  private static final Path PAGE = Path.of("src/docs/COVERAGE.md");
  private static final List<String> PLAYBOOKS =
      List.of("pratikoai", "ai-secretary", "perfecxion", "aidrive", "agent-platform");

  static List<Account> accounts() throws IOException {
    var accounts = new ArrayList<Account>();
    for (var playbook : PLAYBOOKS) {
      accounts.add(Account.read(Account.FOLDER.resolve(playbook + ".yaml")));
    }
    return accounts;
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void everyLineIsAccountedForOnce(Account account) {
    var counted = new ArrayList<Integer>();
    for (var item : account.items()) {
      for (var line = item.from(); line <= item.to(); line++) {
        if (account.document().says(line)) {
          counted.add(line);
        }
      }
    }

    assertThat(counted).containsExactlyElementsOf(account.document().numbers());
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void anItemLiesWithinOneBlock(Account account) {
    var document = account.document();
    var torn = new ArrayList<String>();
    for (var item : account.items()) {
      for (var line = item.from(); line <= item.to(); line++) {
        var heading = document.isHeading(line) && line != item.from();
        if (document.isBreak(line) || heading) {
          torn.add(item.place() + ": " + document.line(line));
        }
      }
    }

    assertThat(torn).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void whatCoversALineIsThere(Account account) {
    var parts = new Parts(Path.of("runbooks", account.playbook()));
    var missing = new HashSet<String>();
    for (var item : account.items()) {
      if (!item.saysSomething()) {
        missing.add("line " + item.place() + " has nothing");
      }
      item.parts().stream()
          .filter(p -> !parts.has(p))
          .forEach(p -> missing.add(item.place() + ": " + p));
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void everyTrapHasDrillsThatShowTheHarmNotDone() throws IOException {
    assertThat(Trap.all())
        .allSatisfy(t -> assertThat(t.drills()).as(t.says()).isNotEmpty())
        .allSatisfy(t -> assertThat(t.missing()).as(t.says()).isEmpty());
  }

  @Test
  void thePageIsUpToDate() throws IOException {
    var page = new CoveragePage(accounts(), Trap.all()).text();
    if (Boolean.getBoolean("coverage.rewrite")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).as("write it anew with -Dcoverage.rewrite=true").hasContent(page);
  }
}
