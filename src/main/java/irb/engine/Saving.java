package irb.engine;

import irb.expr.MaskingStream;
import irb.journal.EvidenceFolder.Draft;
import irb.journal.EvidenceFolder.Kept;
import irb.step.Evidence;
import irb.step.Outcome;
import irb.step.Reason;
import irb.step.Stop;
import irb.step.Stop.Cause;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the output of one attempt is kept, masked; what cannot be kept fails the step.
interface Saving extends Evidence {
  /// Ends the files, and says what the attempt came to: `outcome`, unless something was lost.
  Outcome end(Outcome outcome);

  /// The files of this visit.
  List<Kept> files();

  /// Nothing is kept.
  Saving NOTHING =
      new Saving() {
        @Override
        public boolean isWanted() {
          return false;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {}

        @Override
        public Outcome end(Outcome outcome) {
          return outcome;
        }

        @Override
        public List<Kept> files() {
          return List.of();
        }
      };

  /// One file, and one more for each host that has an output of its own.
  final class Files implements Saving {
    private final Archive archive;
    private final String visit;
    private final String name;
    private final Stop stop;
    private final long most;
    private final Map<String, Files> hosts = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private @Nullable Draft draft;
    private @Nullable MaskingStream out;
    private long count;
    private boolean over;
    private Optional<String> lost = Optional.empty();
    private boolean ended;

    Files(Archive archive, String visit, String name, Stop stop, long most) {
      this.archive = archive;
      this.visit = visit;
      this.name = name;
      this.stop = stop;
      this.most = most;
    }

    @Override
    public boolean isWanted() {
      return true;
    }

    @Override
    public String masked(String text) {
      return archive.masker().mask(text);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      if (ended || over || lost.isPresent()) {
        return;
      }
      var room = (int) Math.min(length, most - count);
      try {
        opened().write(bytes, from, room);
      } catch (IOException e) {
        lose(e);
      }
      count += room;
      if (room < length) {
        over = true;
        stop.ask(Cause.ABORT); // what has no end would never notice
      }
    }

    @Override
    public synchronized Evidence of(String host) {
      return hosts.computeIfAbsent(host, h -> new Files(archive, visit, fileOf(h), stop, most));
    }

    /// No two hosts have one file, whatever had to be left out of their names.
    private String fileOf(String host) {
      var file = name + "." + host.replaceAll("[^A-Za-z0-9._-]", "_");
      while (taken.contains(file)) {
        file += "_";
      }
      taken.add(file);
      return file;
    }

    private MaskingStream opened() throws IOException {
      var open = out;
      if (open == null) {
        var file = archive.draft(name);
        draft = file;
        open = new MaskingStream(file, archive.masker());
        out = open;
      }
      return open;
    }

    private void lose(IOException e) {
      var why = e.getMessage() == null ? e.toString() : e.getMessage();
      lost = lost.isPresent() ? lost : Optional.of(why);
    }

    @Override
    public List<Kept> files() {
      return archive.of(visit);
    }

    @Override
    public Outcome end(Outcome outcome) {
      List<Files> all;
      synchronized (this) {
        all = List.copyOf(hosts.values());
      }
      // an output of nothing is one too, unless there was none
      finish(outcome instanceof Outcome.Ok && all.isEmpty());
      all.forEach(h -> h.finish(false));
      var judged = judged(outcome);
      for (var host : all) {
        judged = host.judged(judged);
      }
      return judged;
    }

    private synchronized void finish(boolean alsoEmpty) {
      ended = true;
      try {
        if (alsoEmpty && lost.isEmpty()) {
          opened();
        }
        if (out != null && draft != null) {
          closed(out, draft);
        }
      } catch (IOException e) {
        lose(e);
      }
    }

    /// What was there is kept, also when the rest was lost.
    private void closed(MaskingStream masked, Draft file) throws IOException {
      try {
        masked.finish();
      } catch (IOException e) {
        lose(e);
      }
      archive.keep(visit, name, file.keep(name, archive.earlier(visit, name)));
    }

    private synchronized Outcome judged(Outcome outcome) {
      if (outcome instanceof Outcome.InDoubt || (!over && lost.isEmpty())) {
        return outcome;
      }
      var file = "evidence/" + name;
      if (over) {
        var why = file + " holds the first " + size(most) + " of the output, and no more is saved";
        return new Outcome.Fault(Reason.LIMIT, why, outcome.fields());
      }
      var why = "the output could not be saved as " + file + ": " + lost.orElseThrow();
      return outcome instanceof Outcome.Ok
          ? new Outcome.Fault(Reason.NOT_SAVED, why, outcome.fields())
          : outcome.noting("; " + why);
    }

    private static String size(long bytes) {
      return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
    }
  }
}
