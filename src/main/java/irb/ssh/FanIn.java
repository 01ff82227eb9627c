package irb.ssh;

import irb.step.Call;
import irb.step.Outcome;
import irb.step.Outcome.Failed;
import irb.step.Outcome.Fault;
import irb.step.Outcome.InDoubt;
import irb.step.Outcome.Ok;
import irb.step.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What came of one command on several hosts, as one outcome.
record FanIn(List<String> hosts, Map<String, Outcome> outcomes, Call call) {
  private static final int NAMED = 5;

  Outcome outcome() {
    var fields = fields();
    var doubt = outcomes.values().stream().filter(InDoubt.class::isInstance).findFirst();
    if (doubt.isPresent()) {
      return new InDoubt(((InDoubt) doubt.get()).reason(), why(), fields);
    }
    if (call.stop().asked().isPresent()
        && (outcomes.size() < hosts.size() || outcomes.values().stream().anyMatch(FanIn::isCut))) {
      return call.cutShort(begun(), "", fields).noting("; " + why());
    }
    var bad = bad();
    if (bad.isEmpty()) {
      return new Ok(fields);
    }
    if (outcomes.values().stream().allMatch(Fault.class::isInstance)) {
      return new Fault(commonReason(), "on none of " + counted() + ": " + why(), fields);
    }
    return new Failed(Reason.EXIT, bad.size() + " of " + counted() + " failed: " + why(), fields);
  }

  private static boolean isCut(Outcome outcome) {
    return outcome instanceof Outcome.TimedOut || outcome instanceof Outcome.Aborted;
  }

  /// Whether something may have been changed on any of them.
  private boolean begun() {
    return outcomes.values().stream().anyMatch(o -> o instanceof Ok || o instanceof Failed);
  }

  private String counted() {
    return hosts.size() + (hosts.size() == 1 ? " host" : " hosts");
  }

  private Reason commonReason() {
    var reasons = outcomes.values().stream().map(o -> ((Fault) o).reason()).distinct().toList();
    return reasons.size() == 1 ? reasons.getFirst() : Reason.UNREACHABLE;
  }

  private Map<String, Outcome> bad() {
    var bad = new LinkedHashMap<String, Outcome>();
    outcomes.forEach((host, outcome) -> {
      if (!(outcome instanceof Ok)) {
        bad.put(host, outcome);
      }
    });
    return bad;
  }

  /// Which hosts failed and why, the first few of them, and how many had no turn.
  private String why() {
    var bad = bad();
    var words = new ArrayList<String>();
    bad.entrySet().stream()
        .limit(NAMED)
        .forEach(e -> words.add(named(e.getKey(), e.getValue().why())));
    if (bad.size() > NAMED) {
      words.add("and " + (bad.size() - NAMED) + " more");
    }
    var left = notRun().size();
    if (left > 0) {
      words.add(left + (left == 1 ? " host" : " hosts") + " had no turn");
    }
    return String.join("; ", words);
  }

  private static String named(String host, String why) {
    return why.contains(host) ? why : host + ": " + why;
  }

  private List<String> notRun() {
    return hosts.stream().filter(h -> !outcomes.containsKey(h)).toList();
  }

  private Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put(
        "hosts",
        outcomes.entrySet().stream()
            .map(e -> host(e.getKey(), e.getValue()))
            .collect(Collectors.toList()));
    fields.put("failed", names(o -> !(o instanceof Ok) && !(o instanceof Fault)));
    fields.put("unreachable", names(Fault.class::isInstance));
    fields.put("not_run", notRun());
    return fields;
  }

  private List<String> names(java.util.function.Predicate<Outcome> which) {
    return outcomes.entrySet().stream()
        .filter(e -> which.test(e.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, Object> host(String host, Outcome outcome) {
    var fields = new LinkedHashMap<String, Object>(outcome.fields());
    fields.put("host", host);
    fields.put("ok", outcome instanceof Ok);
    fields.put("reason", reason(outcome).map(Reason::toString).orElse(""));
    fields.put("why", outcome.why());
    return fields;
  }

  private static Optional<Reason> reason(Outcome outcome) {
    return switch (outcome) {
      case Ok _, Outcome.Aborted _ -> Optional.empty();
      case Failed failed -> Optional.of(failed.reason());
      case Fault fault -> Optional.of(fault.reason());
      case InDoubt doubt -> Optional.of(doubt.reason());
      case Outcome.TimedOut _ -> Optional.of(Reason.TIMEOUT);
    };
  }
}
