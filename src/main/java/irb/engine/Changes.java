package irb.engine;

import irb.engine.Launch.RefusedException;
import irb.engine.RunRequest.Consent;
import irb.source.LineDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has changed since a run was started: the files it follows, and where its targets are.
final class Changes {
  private final Past past;
  private final RunRequest now;

  Changes(Past past, RunRequest now) {
    this.past = past;
    this.now = now;
  }

  /// Refuses to go on where anything has, and shows it line by line.
  void refuse() throws RefusedException {
    var lines = new ArrayList<String>();
    lines.addAll(files());
    lines.addAll(targets());
    if (!lines.isEmpty()) {
      throw new RefusedException(
          Exit.USAGE,
          "what run "
              + past.run()
              + " follows has changed since it was started:\n"
              + String.join("\n", lines)
              + "\nput it back, or go on all the same with --accept-changes");
    }
  }

  private List<String> files() {
    var lines = new ArrayList<String>();
    var before = new LinkedHashMap<String, Past.Text>();
    past.origin().files().forEach(f -> before.put(f.file(), f));
    for (var source : Sources.of(now.runbook(), now.playbook())) {
      var old = before.remove(source.name());
      if (old == null) {
        lines.add("  " + source.name() + " was no part of it");
      } else if (!old.sha256().equals(Digest.sha256(source.text()))) {
        lines.add("  " + source.name());
        var text = now.masker().mask(source.text());
        new LineDifference(old.text(), text).lines().forEach(l -> lines.add("    " + l));
      }
    }
    before.keySet().forEach(gone -> lines.add("  " + gone + " is no part of it any more"));
    return lines;
  }

  private List<String> targets() {
    var lines = new ArrayList<String>();
    var before = past.origin().targets();
    Recorder.targets(now)
        .forEach((name, where) -> {
          var old = before.getOrDefault(name, "");
          var masked = now.masker().mask(where.toString());
          if (!old.equals(masked)) {
            lines.add("  target " + name + " was " + (old.isEmpty() ? "not used" : old));
            lines.add("    and is " + masked);
          }
        });
    return lines;
  }

  /// What `run_resumed` records; the files and targets only when they are others.
  Map<String, Object> resumed(Optional<String> from, Consent consent) {
    var data = new LinkedHashMap<String, Object>();
    data.put("after", past.end().map(Exit::toString).orElse("crash"));
    from.ifPresent(f -> data.put("from", f));
    consent.comment().ifPresent(c -> data.put("comment", c));
    if (!files().isEmpty() || !targets().isEmpty()) {
      data.put("targets", Recorder.targets(now));
      data.put("files", Recorder.files(now));
    }
    return data;
  }
}
