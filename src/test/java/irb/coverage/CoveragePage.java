package irb.coverage;

import irb.coverage.Account.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// `src/docs/COVERAGE.md`: every line of the documents, and what covers it.
record CoveragePage(List<Account> accounts, List<Trap> traps) {
  String text() {
    var out = new ArrayList<String>();
    out.add("# What the shipped playbooks cover");
    out.add("");
    out.add(
        "Every section, command, query, endpoint, template and table row of the five documents, and the");
    out.add(
        "step, template or policy that covers it. Written by `CoverageTest` from the documents and from");
    out.add(
        "`src/docs/coverage/`, and compared by it; `mvn -Dtest=CoverageTest -Dcoverage.rewrite=true test`");
    out.add("writes it anew. `RUNBOOK#STEP` is a step, `playbook#…` a place in `playbook.yaml`.");
    out.add("");
    out.add("| playbook | document | lines | by the playbook | by irb itself | not covered |");
    out.add("| --- | --- | ---: | ---: | ---: | ---: |");
    accounts.forEach(a -> out.add(summary(a)));
    out.add("");
    out.add("## Traps");
    out.add("");
    out.add("What the documents would do harm with. The drills show that it is not done.");
    out.add("");
    out.add("| the document says | which does | instead | drills |");
    out.add("| --- | --- | --- | --- |");
    traps.forEach(t -> out.add(row(t)));
    for (var account : accounts) {
      out.add("");
      out.add("## " + account.playbook());
      out.add("");
      out.add("| lines | the document | is covered by |");
      out.add("| --- | --- | --- |");
      for (var item : account.items()) {
        out.add(row(account.document(), item));
      }
    }
    return String.join("\n", out) + "\n";
  }

  private static String row(Trap trap) {
    var drills = trap.drills().stream().map(d -> "`" + d + "`").collect(Collectors.joining(", "));
    return "| "
        + String.join(
            " | ",
            cell(trap.says()) + " (" + trap.document().substring(0, 3) + ")",
            trap.harm(),
            trap.instead(),
            drills)
        + " |";
  }

  private static String summary(Account account) {
    var document = account.document();
    var all = document.numbers().size();
    var irb = lines(account, account.items().stream().filter(i -> i.irb().isPresent()).toList());
    var not = lines(account, account.items().stream().filter(i -> i.reason().isPresent()).toList());
    return "| [%s](#%s) | %s | %d | %d | %d | %d |"
        .formatted(
            account.playbook(),
            account.playbook(),
            document.name(),
            all,
            all - irb - not,
            irb,
            not);
  }

  private static long lines(Account account, List<Item> items) {
    return items.stream()
        .flatMapToInt(i -> IntStream.rangeClosed(i.from(), i.to()))
        .filter(account.document()::says)
        .count();
  }

  private static String row(SourceDocument document, Item item) {
    var said =
        IntStream.rangeClosed(item.from(), item.to())
            .mapToObj(n -> cell(document.line(n)))
            .collect(Collectors.joining("<br>"));
    var parts = item.parts().stream().map(p -> "`" + p + "`").collect(Collectors.joining(", "));
    var by = new ArrayList<String>();
    if (!parts.isEmpty()) {
      by.add(parts);
    }
    item.irb().ifPresent(t -> by.add("irb: " + t));
    item.reason().ifPresent(t -> by.add("not: " + t));
    item.note().ifPresent(t -> by.add("*" + t + "*"));
    return "| "
        + item.place()
        + " | "
        + said
        + " | "
        + String.join("<br>", by).replace("|", "\\|")
        + " |";
  }

  /// A line of a document inside a table: only what Markdown would take for something else changes.
  private static String cell(String line) {
    return line.strip()
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("|", "\\|")
        .replace("`", "\\`")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replaceAll("[^\\x20-\\x7e\\u2022\\u2192\\u2026\\u2013\\u2014]", "")
        .strip();
  }
}
