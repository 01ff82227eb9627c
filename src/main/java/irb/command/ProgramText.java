package irb.command;

import irb.expr.Template;
import irb.expr.Template.Hole;
import irb.expr.Template.Text;
import irb.source.Findings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The rule that no value becomes part of a program: neither the one that is started nor the text
/// that an interpreter is given.
final class ProgramText {
  private static final Set<String> LANGUAGES =
      Set.of(
          "sh", "ash", "bash", "dash", "zsh", "ksh", "mksh", "fish", "python", "perl", "ruby",
          "node", "nodejs", "php", "lua", "awk", "gawk", "mawk", "nawk", "sed");
  private static final Set<String> CLIENTS =
      Set.of("su", "runuser", "script", "psql", "mysql", "mariadb", "mongosh", "mongo");

  /// They join their arguments into a text that a shell reads, here or elsewhere.
  private static final Set<String> JOINING = Set.of("ssh", "eval", "watch", "parallel", "sqlite3");

  private static final Set<String> WRAPPERS =
      Set.of("sudo", "doas", "env", "nohup", "nice", "exec", "time", "command", "busybox", "xargs");
  private static final Pattern PROGRAM_OPTION =
      Pattern.compile(
          "-[A-Za-z0-9]*[ceE]|-r|-p|--(command|execute|eval|print|expression|source|file)|-f");
  private static final Pattern PROGRAM_BEHIND_OPTION =
      Pattern.compile(
          "-[ceE].+|--(command|execute|eval|print|expression|source|file)=.*", Pattern.DOTALL);
  private static final Pattern VERSION = Pattern.compile("[0-9.]+$");

  private final List<Template> words;
  private final Findings findings;

  private ProgramText(List<Template> words, Findings findings) {
    this.words = words;
    this.findings = findings;
  }

  /// Reports every value in `words`, or on the standard input, that would be read as a program.
  static void check(List<Template> words, Optional<Template> stdin, Findings findings) {
    new ProgramText(words, findings).check(stdin);
  }

  private void check(Optional<Template> stdin) {
    if (!words.isEmpty()) {
      refuse(words.getFirst(), "the program to run is never a value", "write its name");
    }
    for (var i = 0; i < words.size(); i++) {
      var name = name(words.get(i));
      if (JOINING.contains(name)) {
        refuseAll(i + 1, "'" + name + "' makes one text for an interpreter of all that follows it");
      } else if (LANGUAGES.contains(name) || CLIENTS.contains(name)) {
        afterInterpreter(i, name);
      }
    }
    stdin.filter(s -> readsProgram()).ifPresent(s -> refuse(s, "this input is read as a program"));
  }

  private void afterInterpreter(int at, String name) {
    var pending = LANGUAGES.contains(name) && isStarted(at);
    for (var i = at + 1; i < words.size(); i++) {
      var word = words.get(i);
      var head = head(word);
      if (word.constant().isEmpty()) {
        if (pending || PROGRAM_BEHIND_OPTION.matcher(head).matches()) {
          refuse(word, "this is the program that '" + name + "' runs");
        }
        pending = false;
      } else if (isProgramOption(name, head)) {
        pending = true;
      } else if (isVariable(name, head)) {
        i++;
      } else if (!head.startsWith("-")) {
        pending = false;
      }
    }
  }

  /// A client's `-p` and `-r` are a port or a password; only a language prints or runs by them.
  private static boolean isProgramOption(String name, String word) {
    return PROGRAM_OPTION.matcher(word).matches()
        && !(CLIENTS.contains(name) && (word.equals("-p") || word.equals("-r")));
  }

  private static boolean isVariable(String name, String word) {
    return name.endsWith("awk") && (word.equals("-v") || word.equals("-F"));
  }

  /// Whether the word at `at` is what is started, and not, say, the name of a container.
  private boolean isStarted(int at) {
    for (var i = 0; i < at; i++) {
      var word = head(words.get(i));
      var user = i > 0 && Set.of("-u", "-g", "-n").contains(head(words.get(i - 1)));
      if (!WRAPPERS.contains(name(words.get(i)))
          && !word.startsWith("-")
          && !word.contains("=")
          && !user) {
        return false;
      }
    }
    return true;
  }

  /// Whether the command is an interpreter that was given no program, and so reads one.
  private boolean readsProgram() {
    for (var i = 0; i < words.size(); i++) {
      var rest = words.subList(i + 1, words.size()).stream().map(ProgramText::head).toList();
      var name = name(words.get(i));
      if (LANGUAGES.contains(name) && isStarted(i)) {
        return rest.stream().allMatch(w -> w.startsWith("-")) || rest.contains("-s");
      }
      if (CLIENTS.contains(name) && isStarted(i)) {
        return rest.stream()
            .noneMatch(w -> isProgramOption(name, w) || PROGRAM_BEHIND_OPTION.matcher(w).matches());
      }
    }
    return false;
  }

  private void refuseAll(int from, String why) {
    words.subList(Math.min(from, words.size()), words.size()).forEach(w -> refuse(w, why));
  }

  private void refuse(Template template, String why) {
    refuse(template, why, "hand the value over through 'env:' and use it there by its name");
  }

  private void refuse(Template template, String why, String fix) {
    template.parts().stream()
        .flatMap(
            p -> p instanceof Hole hole ? List.of(hole).stream() : java.util.stream.Stream.of())
        .findFirst()
        .ifPresent(hole ->
            findings.error(
                hole.expression().place(), why + ", and no value may be part of one", fix));
  }

  /// The program a constant word names, without its folder and version; empty for a value.
  private static String name(Template word) {
    var text = word.constant().orElse("");
    return VERSION.matcher(text.substring(text.lastIndexOf('/') + 1)).replaceFirst("");
  }

  /// The constant text a word begins with.
  private static String head(Template word) {
    return word.parts().isEmpty() || !(word.parts().getFirst() instanceof Text(var text, _))
        ? ""
        : text;
  }
}
