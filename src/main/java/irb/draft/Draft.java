package irb.draft;

import irb.runbook.Playbook;
import irb.step.Target.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a new runbook is called, and the files that it begins with.
public record Draft(
    String name, String title, String playbook, Optional<String> severity, LocalDate today) {
  /// What a playbook is given that is not there yet.
  public static String playbookText(String name) {
    return PlaybookText.of(name);
  }

  /// The runbook and its drill, by their paths in the playbook's folder, for the targets that
  /// `around` has.
  public Map<String, String> files(Playbook around) {
    var look = Reach.looking(around);
    var act = Reach.acting(around);
    var files = new LinkedHashMap<String, String>();
    files.put(name + ".yaml", new RunbookText(this, look, act).text());
    files.put("drills/" + name + ".yaml", new DrillText(this, look, act).text());
    return files;
  }

  /// Which targets the playbook lacks, so that the draft makes do with others.
  public List<String> advice(Playbook around) {
    var advice = new ArrayList<String>();
    var look = Reach.looking(around);
    var act = Reach.acting(around);
    if (look.isEmpty() || act.isEmpty()) {
      advice.add(
          "The playbook has no target that could be looked at or restarted, so a person does both."
              + " With targets such as");
    } else if (look.get().kind() != Kind.HTTP) {
      advice.add(
          "The playbook has no http target, so the service is looked at by a command. With a target"
              + " such as");
    } else if (act.get().kind() == Kind.HTTP) {
      advice.add(
          "The playbook has no local or ssh target, so the service is restarted by a request. With"
              + " a target such as");
    }
    if (!advice.isEmpty()) {
      if (look.isEmpty() || look.get().kind() != Kind.HTTP) {
        advice.add("  api: {http: \"${{ env.API_URL }}\"}");
      }
      if (act.isEmpty() || act.get().kind() == Kind.HTTP) {
        advice.add("  server: {local: .}");
      }
      advice.add("in playbook.yaml its steps can do better: 'irb help steps'.");
    }
    return advice;
  }
}
