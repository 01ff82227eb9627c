package irb.drill;

import irb.drill.Plan.Printed;
import irb.drill.Plan.Reply;
import irb.source.Node.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Something that is made to go wrong on a target, or on some of its `hosts`; a write that matches
/// `healedBy` ends it.
public record Fault(Scalar target, List<Scalar> hosts, Kind kind, Optional<Glob> healedBy) {
  public Fault {
    hosts = List.copyOf(hosts);
  }

  /// The hosts it is about; none means all of them.
  List<String> hostNames() {
    return hosts.stream().map(Scalar::text).toList();
  }

  /// What goes wrong; each shape knows what it is called in the output of a drill.
  public sealed interface Kind
      permits HoldConnections,
          Session,
          Stopped,
          Commands,
          Routes,
          Answers,
          Certificate,
          Records,
          ClusterFault {
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

  /// Commands sent to a Redis server; those of `undo` take back what they did.
  public record Commands(List<List<String>> commands, List<List<String>> undo) implements Kind {
    public Commands {
      commands = commands.stream().map(List::copyOf).toList();
      undo = undo.stream().map(List::copyOf).toList();
    }

    @Override
    public String words() {
      return commands.stream().map(c -> String.join(" ", c)).collect(Collectors.joining("; "));
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

  /// Another certificate; what is left out is as in the sandbox.
  public record Certificate(OptionalInt daysLeft, List<String> names, Optional<Boolean> selfSigned)
      implements Kind {
    public Certificate {
      names = List.copyOf(names);
    }

    /// The certificate of `plan`, changed.
    Plan.Tls of(Plan.Tls plan) {
      return new Plan.Tls(
          daysLeft.orElse(plan.daysLeft()),
          names.isEmpty() ? plan.names() : names,
          selfSigned.orElse(plan.selfSigned()));
    }

    @Override
    public String words() {
      var words = new ArrayList<String>();
      daysLeft.ifPresent(d -> words.add(d + " days left"));
      if (!names.isEmpty()) {
        words.add("for " + String.join(", ", names));
      }
      selfSigned.ifPresent(s -> words.add(s ? "self-signed" : "signed"));
      return "another certificate, " + String.join(", ", words);
    }
  }

  /// Other DNS records.
  public record Records(Zone zone) implements Kind {
    @Override
    public String words() {
      return "other records of "
          + String.join(", ", zone.entries().keySet().stream().map(n -> n.toString(true)).toList());
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
