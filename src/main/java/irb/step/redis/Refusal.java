package irb.step.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Why a command is never run, and what to do instead.
record Refusal(String why, String fix) {
  private static final Map<String, String> CONNECTION = connection();
  private static final Map<String, String> WAITING =
      Map.of(
          "BLPOP", "LPOP",
          "BRPOP", "RPOP",
          "BLMOVE", "LMOVE",
          "BRPOPLPUSH", "RPOPLPUSH",
          "BLMPOP", "LMPOP",
          "BZPOPMIN", "ZPOPMIN",
          "BZPOPMAX", "ZPOPMAX",
          "BZMPOP", "ZMPOP");

  private static Map<String, String> connection() {
    var fixes = new HashMap<String, String>();
    put(
        fixes,
        "look at what is there with PUBSUB, CLIENT LIST or SLOWLOG GET",
        "SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUNSUBSCRIBE SUNSUBSCRIBE MONITOR");
    put(
        fixes,
        "a step is one command; EVAL does several things at once",
        "MULTI EXEC DISCARD WATCH UNWATCH");
    put(fixes, "name the database in the target's URL, as in redis://host/2", "SELECT");
    put(fixes, "user and password stand in the target's URL", "AUTH HELLO");
    put(fixes, "remove it; irb closes the connection itself", "QUIT RESET");
    put(fixes, "name the server that is meant as the target", "ASKING READONLY READWRITE");
    put(fixes, "remove it; a replica is looked at with INFO replication", "SYNC PSYNC REPLCONF");
    for (var client : "REPLY TRACKING CACHING SETNAME SETINFO NO-EVICT NO-TOUCH".split(" ", -1)) {
      fixes.put("CLIENT " + client, "remove it; the connection is irb's own");
    }
    return Map.copyOf(fixes);
  }

  private static void put(Map<String, String> fixes, String fix, String names) {
    for (var name : names.split(" ", -1)) {
      fixes.put(name, fix);
    }
  }

  /// For `name`, e.g. `SELECT` or `CLIENT REPLY`.
  static Optional<Refusal> of(String name) {
    var fix = CONNECTION.get(name);
    if (fix != null) {
      return Optional.of(
          new Refusal(
              "'" + name + "' changes the connection, which all steps of a run share", fix));
    }
    var instead = WAITING.get(name);
    return instead == null
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "'" + name + "' waits for other clients, for as long as they please",
                "use " + instead + ", which answers at once"));
  }
}
