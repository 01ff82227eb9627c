package irb.journal;

import irb.expr.Json;
import irb.expr.Masker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The targets that one run changes, each locked against every other run in the state folder until
/// [#close].
///
/// A lock is an empty file that stays; who holds it stands in a file beside it, because whoever
/// read the locked file itself would drop the lock by closing it.
public final class TargetLocks implements AutoCloseable {
  private static final int LOOKS = 25;
  private static final long LOOKS_EVERY_NANOS = 20_000_000;

  private final Path folder;
  private final Author author;
  private final Masker masker;
  private final InstantSource clock;
  private final Disk disk;
  private final Map<Claim, TargetLock> held = new LinkedHashMap<>();

  private TargetLocks(Path folder, Author author, Masker masker, InstantSource clock, Disk disk) {
    this.folder = folder;
    this.author = author;
    this.masker = masker;
    this.clock = clock;
    this.disk = disk;
  }

  /// What is locked: `parts` tell it from everything else, and `shown` tells it to people.
  public record Claim(List<String> parts, String shown) {
    public Claim {
      parts = List.copyOf(parts);
    }

    /// A target of a playbook in an environment.
    public static Claim target(String playbook, String environment, String target) {
      return new Claim(
          List.of("target", playbook, environment, target), environment + "/" + target);
    }

    /// A file name that no other claim has, whatever its parts are made of.
    String file() {
      var digest = Chain.sha256();
      for (var part : parts) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return Chain.hex(digest.digest());
    }
  }

  /// What came of taking a lock.
  public sealed interface Answer {
    /// This run holds it; `left` died while holding it.
    record Ours(Optional<Holder> left) implements Answer {}

    /// Another run holds it, and says who it is if it could.
    record Theirs(Optional<Holder> by) implements Answer {}
  }

  /// No locks yet; makes the folder `locks` of `state` if it is not there.
  public static TargetLocks in(
      StateFolder state, Author author, Masker masker, InstantSource clock, Disk disk)
      throws JournalException {
    var folder = state.path().resolve("locks");
    try {
      var real =
          Uninterrupted.call(() -> {
            NewLog.ensure(folder, disk);
            return folder.toRealPath();
          });
      return new TargetLocks(real, author, masker, clock, disk);
    } catch (IOException e) {
      throw JournalException.refused(
          "The folder "
              + folder
              + ", which keeps two people from changing one target at once, cannot be made; check"
              + " its space and permissions, or set IRB_STATE to another folder.",
          e);
    }
  }

  /// Takes the lock for `run`, unless another run has it; a second time is as good as once.
  public synchronized Answer take(Claim claim, String run, String runbook) throws JournalException {
    if (held.containsKey(claim)) {
      return new Answer.Ours(Optional.empty());
    }
    try {
      return Uninterrupted.call(() -> taken(claim, run, runbook));
    } catch (IOException e) {
      throw JournalException.refused(
          "The lock of " + claim.shown() + " in " + folder + " cannot be taken; check the disk.",
          e);
    }
  }

  private Answer taken(Claim claim, String run, String runbook) throws IOException {
    var holder = Optional.<Holder>empty();
    for (var look = 0; look < LOOKS; look++) {
      var lock = TargetLock.take(file(claim, "lock"));
      holder = holder(claim);
      if (lock.isPresent()) {
        held.put(claim, lock.get());
        name(claim, new Holder(author, clock.instant(), run, runbook, claim.shown()));
        return new Answer.Ours(holder);
      }
      if (holder.filter(this::mayLive).isPresent()) {
        break;
      }
      // whoever has just taken it has not said so yet
      LockSupport.parkNanos(LOOKS_EVERY_NANOS);
    }
    return new Answer.Theirs(holder);
  }

  private boolean mayLive(Holder holder) {
    return !holder.by().host().equals(author.host())
        || holder.by().pid() == author.pid()
        || ProcessHandle.of(holder.by().pid()).isPresent();
  }

  private Optional<Holder> holder(Claim claim) throws IOException {
    try {
      return Holder.of(Files.readAllBytes(file(claim, "json")));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private void name(Claim claim, Holder holder) throws IOException {
    var json = new Json(masker).line(holder.data()) + "\n";
    var temporary = file(claim, "new");
    disk.delete(temporary);
    try (var file = disk.create(temporary)) {
      file.write(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), 0);
      file.force();
    }
    disk.rename(temporary, file(claim, "json"));
  }

  private Path file(Claim claim, String ending) {
    return folder.resolve(claim.file() + "." + ending);
  }

  /// Lets go of all of them.
  @Override
  public synchronized void close() {
    held.forEach(this::release);
    held.clear();
  }

  private void release(Claim claim, TargetLock lock) {
    try {
      Uninterrupted.call(() -> {
        disk.delete(file(claim, "json"));
        return claim;
      });
    } catch (IOException | JournalException _) {
      // the next holder reads it as that of a run that is gone, which this one is
    }
    try {
      lock.close();
    } catch (IOException _) {
      // it goes with the process
    }
  }
}
