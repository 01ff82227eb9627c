package irb.drill;

import irb.drill.Plan.Printed;
import irb.drill.Plan.Reply;
import irb.source.Node.Scalar;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Something that is made to go wrong on a target; a write that matches `healedBy` ends it.
public record Fault(Scalar target, Kind kind, Optional<Glob> healedBy) {

  /// What goes wrong; each shape knows what it is called in the output of a drill.
  public sealed interface Kind {
    /// In words, e.g. `24 connections are idle`.
    String words();
  }

  /// Connections of the role `as` that stay open; without a `count`, as many as the server grants.
  public record HoldConnections(OptionalInt count, State state, Duration since, String as)
      implements Kind {
    @Override
    public String words() {
      var many = count.isPresent() ? Integer.toString(count.getAsInt()) : "as many as it grants";
      return "held by " + as + ": " + many + " " + state + " connections";
    }
  }

  /// What a held connection does, as `pg_stat_activity` names it.
  public enum State {
    IDLE("idle"),
    ACTIVE("active"),
    IN_TRANSACTION("idle in transaction");

    private final String words;

    State(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /// A client of the role `as` that runs statements and stays; the last may wait for a lock.
  public record Session(List<String> sql, Duration since, String as) implements Kind {
    public Session {
      sql = List.copyOf(sql);
    }

    @Override
    public String words() {
      return "a session of " + as + " runs " + String.join("; ", sql);
    }
  }

  /// The server is not running.
  public record Stopped() implements Kind {
    @Override
    public String words() {
      return "stopped";
    }
  }

  /// Other HTTP answers.
  public record Routes(Map<String, Reply> routes) implements Kind {
    public Routes {
      routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    }

    @Override
    public String words() {
      return "other answers to " + String.join(", ", routes.keySet());
    }
  }

  /// Other answers of programs.
  public record Answers(Map<String, Printed> answers) implements Kind {
    public Answers {
      answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    @Override
    public String words() {
      return "other answers to " + String.join(", ", answers.keySet());
    }
  }
}
