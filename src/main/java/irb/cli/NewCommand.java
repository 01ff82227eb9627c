package irb.cli;

import irb.cli.Invocation.Format;
import irb.draft.Draft;
import irb.draft.Name;
import irb.draft.Writing;
import irb.drill.Drills;
import irb.engine.Exit;
import irb.expr.Quoting;
import irb.runbook.Library.Shelf;
import irb.runbook.Playbook;
import irb.source.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `irb new RUNBOOK`: begins a runbook, with a drill that passes.
final class NewCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command("new", "Begin a runbook that lints, with a drill that passes.")
        .addPositional(Options.one("RUNBOOK", "Its name, or PLAYBOOK/NAME.", true))
        .addOption(Options.text("TITLE", "Its title; made of its name when left out.", "--title"))
        .addOption(
            Options.text(
                "SEVERITY",
                "One of the playbook's; the second worst when left out.",
                "--severity"));
  }

  @Override
  public int run(ParseResult parsed, Invocation invocation) throws Exception {
    invocation.format();
    var place = new NewPlace(invocation);
    var root = place.root();
    var word = Options.positional(parsed).orElseThrow();
    var playbook = place.playbook(word, root);
    var name = word.substring(word.indexOf('/') + 1);
    refuse(Name.problem(name));
    var title = title(parsed, name);
    var shelf = new Shelf(playbook, name, root.resolve(playbook).resolve(name + ".yaml"));
    free(shelf, invocation);
    var isNew = shelf.playbookFile().isEmpty();
    var around = isNew ? place.begun(playbook) : place.read(shelf);
    var severity = severity(around, Options.value(parsed, "--severity"));
    var today = LocalDate.ofInstant(invocation.program().clock().instant(), ZoneOffset.UTC);
    var draft = new Draft(name, title, playbook, severity, today);
    var writing = new Writing();
    try {
      writing.write(root, files(draft, around, isNew, place.schemas(root)));
    } catch (IOException e) {
      throw new UsageException(Exit.ERROR, "nothing was written: " + e);
    }
    show(shelf, writing.written(), isNew ? List.of() : draft.advice(around), isNew, invocation);
    return Exit.NO_ACTION.code();
  }

  private static Map<String, String> files(
      Draft draft, Playbook around, boolean isNew, NewPlace.Schemas schemas) {
    var files = new LinkedHashMap<>(schemas.missing());
    var folder = draft.playbook() + "/";
    if (isNew) {
      files.put(
          folder + "playbook.yaml",
          schemas.line("../schema/playbook.schema.json") + Draft.playbookText(draft.playbook()));
    }
    draft
        .files(around)
        .forEach((file, text) ->
            files.put(
                folder + file,
                schemas.line(
                        file.startsWith("drills/")
                            ? "../../schema/drill.schema.json"
                            : "../schema/runbook.schema.json")
                    + text));
    return files;
  }

  private static void refuse(Optional<String> problem) throws UsageException {
    if (problem.isPresent()) {
      throw new UsageException(problem.get());
    }
  }

  private static String title(ParseResult parsed, String name) throws UsageException {
    var title = Options.value(parsed, "--title").map(String::strip).orElse(Name.title(name));
    if (title.isEmpty() || title.chars().anyMatch(Character::isISOControl)) {
      throw new UsageException("--title is one line of text");
    }
    return title;
  }

  /// Nothing that is there is written over, or taken for the drill of another runbook.
  private static void free(Shelf shelf, Invocation invocation) throws UsageException {
    var there = Files.exists(shelf.file()) ? List.of(shelf.file()) : Drills.of(shelf);
    if (!there.isEmpty()) {
      throw new UsageException(
          "there is "
              + invocation.loader().shown(there.getFirst())
              + " already; nothing was written");
    }
  }

  private static Optional<String> severity(Playbook playbook, Optional<String> chosen)
      throws UsageException {
    var known = List.copyOf(playbook.severities().keySet());
    if (chosen.isPresent() && !known.contains(chosen.get())) {
      throw new UsageException(
          "the playbook has no severity '"
              + chosen.get()
              + "'; "
              + (known.isEmpty() ? "it names none" : Nearest.hint(chosen.get(), known)));
    }
    return chosen.or(() -> known.stream().skip(known.size() > 1 ? 1 : 0).findFirst());
  }

  private static void show(
      Shelf shelf, List<Path> written, List<String> advice, boolean isNew, Invocation invocation)
      throws UsageException {
    var loader = invocation.loader();
    var files = written.stream().map(loader::shown).toList();
    var next =
        List.of(
            invocation.sameRunbooks("irb lint " + Quoting.word(loader.shown(shelf.file()))),
            invocation.sameRunbooks("irb drill " + shelf.qualified()),
            invocation.sameRunbooks("irb show " + shelf.qualified() + " --graph"));
    if (invocation.format() != Format.TEXT) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("playbook", shelf.playbook());
      fields.put("runbook", shelf.runbook());
      fields.put("new_playbook", isNew);
      fields.put("files", files);
      fields.put("next", next);
      new JsonOut(invocation).print("new", fields);
      return;
    }
    var out = invocation.out();
    out.println("Wrote in the " + (isNew ? "new " : "") + "playbook " + shelf.playbook() + ":");
    files.forEach(f -> out.println("  " + f));
    if (!advice.isEmpty()) {
      out.println();
      advice.forEach(out::println);
    }
    out.println();
    out.println("Next:");
    next.forEach(n -> out.println("  " + n));
  }
}
