package irb.cli;

import irb.runbook.Effects;
import java.util.LinkedHashMap;
import java.util.Map;

/// Effects as `-o json` shows them.
final class EffectsJson {
  private EffectsJson() {}

  static Map<String, Object> of(Effects effects) {
    var map = new LinkedHashMap<String, Object>();
    map.put("read", effects.reads());
    map.put("write", effects.writes());
    map.put("asserted", effects.asserted());
    map.put("message", effects.messages());
    map.put("targets", effects.targets());
    return map;
  }
}
