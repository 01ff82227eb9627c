package irb.step.redis;

import irb.step.Effect;
import irb.step.Risk;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a command is, as far as its words tell, e.g. `CONFIG GET maxmemory`. Before a run, a word
/// that is a value is empty here.
record RedisCommand(List<String> words) {
  /// Commands whose second word says what they do.
  private static final Set<String> CONTAINERS =
      Set.of(
          "ACL",
          "CLIENT",
          "CLUSTER",
          "COMMAND",
          "CONFIG",
          "DEBUG",
          "FUNCTION",
          "LATENCY",
          "MEMORY",
          "MODULE",
          "OBJECT",
          "PUBSUB",
          "SCRIPT",
          "SENTINEL",
          "SLOWLOG",
          "XGROUP",
          "XINFO");

  /// They destroy all data, end the server, or take it out of its place.
  private static final Set<String> HIGH =
      Set.of(
          "FLUSHALL",
          "FLUSHDB",
          "SWAPDB",
          "SHUTDOWN",
          "DEBUG",
          "REPLICAOF",
          "SLAVEOF",
          "FAILOVER",
          "CLUSTER",
          "SENTINEL",
          "MODULE");

  /// What they do is known to whoever wrote the program, or touches every client.
  private static final Set<String> MEDIUM =
      Set.of("EVAL", "EVALSHA", "FCALL", "CONFIG", "ACL", "SCRIPT", "FUNCTION", "MIGRATE");

  private static final Set<String> SCRIPTS =
      Set.of("EVAL", "EVAL_RO", "EVALSHA", "EVALSHA_RO", "FCALL", "FCALL_RO");

  RedisCommand {
    words = List.copyOf(words);
  }

  /// In capitals, e.g. `CONFIG`.
  String name() {
    return word(0);
  }

  /// With the second word where that says what it does, e.g. `CONFIG GET`.
  String fullName() {
    return isContainer() && words.size() > 1 ? name() + " " + word(1) : name();
  }

  boolean isContainer() {
    return CONTAINERS.contains(name());
  }

  /// Whether the words that say what it does are there, and no values.
  boolean isKnown() {
    return !name().isEmpty() && !(isContainer() && words.size() > 1 && word(1).isEmpty());
  }

  /// A program that may stop in the middle of what it does.
  boolean isScript() {
    return SCRIPTS.contains(name());
  }

  /// Whether the word at `index` is the text or the name of a program.
  boolean isProgram(int index) {
    return isScript()
        ? index == 1
        : index > 1 && (name().equals("SCRIPT") || name().equals("FUNCTION"));
  }

  Effect effect() {
    return isRead() ? Effect.PROVEN_READ : Effect.WRITE;
  }

  private boolean isRead() {
    if (fullName().equals("ACL LOG")) {
      // ACL LOG RESET empties it
      return words.size() < 3 || word(2).matches("\\d+");
    }
    return Reads.contains(fullName());
  }

  Risk leastRisk() {
    if (isRead()) {
      return Risk.LOW;
    }
    return HIGH.contains(name()) ? Risk.HIGH : MEDIUM.contains(name()) ? Risk.MEDIUM : Risk.LOW;
  }

  /// Why it is never run, and what to do instead; empty when it may run.
  Optional<Refusal> refusal() {
    var stream = name().equals("XREAD") || name().equals("XREADGROUP");
    return stream && has("BLOCK")
        ? Optional.of(
            new Refusal(
                "'BLOCK' waits for other clients, for as long as they please",
                "leave it out, and repeat the step with 'retry'"))
        : Refusal.of(fullName());
  }

  private boolean has(String option) {
    for (var i = 1; i < words.size() && !word(i).equals("STREAMS"); i++) {
      if (word(i).equals(option)) {
        return true;
      }
    }
    return false;
  }

  private String word(int index) {
    return words.get(index).toUpperCase(Locale.ROOT);
  }
}
