package irb.ssh;

import irb.step.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The keys that hosts are known by, as OpenSSH keeps them in `known_hosts` files.
///
/// Read here and not by jsch, which takes the key of an authority for a host's own, and knows no
/// patterns. Authorities (`@cert-authority`) are left out: irb asks no host for a certificate.
final class KnownHosts {
  private static final String REVOKED = "@revoked";

  private final List<Entry> entries;

  /// What the files say about a key.
  enum Verdict {
    KNOWN,
    /// Another key of this type is written down.
    CHANGED,
    /// Only keys of other types are written down.
    OTHER_TYPE,
    REVOKED,
    UNKNOWN
  }

  private record Entry(String marker, HostPatterns hosts, HostKeyBlob key, Place place) {}

  /// Where an entry stands, e.g. `~/.ssh/known_hosts:3`.
  record Place(Path file, int line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  private KnownHosts(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /// Reads those of `files` that exist.
  static KnownHosts read(List<Path> files) throws SshException {
    var entries = new ArrayList<Entry>();
    for (var file : files) {
      if (Files.exists(file)) {
        try {
          var lines = Files.readString(file, StandardCharsets.ISO_8859_1).split("\r?\n", -1);
          for (var i = 0; i < lines.length; i++) {
            entry(lines[i].strip(), new Place(file, i + 1)).ifPresent(entries::add);
          }
        } catch (IOException e) {
          throw new SshException(
              Reason.HOST_KEY, "the known hosts in " + file + " cannot be read: " + e.getMessage());
        }
      }
    }
    return new KnownHosts(entries);
  }

  private static Optional<Entry> entry(String line, Place place) {
    if (line.isEmpty() || line.startsWith("#")) {
      return Optional.empty();
    }
    var words = line.split("[ \\t]+", -1);
    var from = line.startsWith("@") ? 1 : 0;
    if (words.length < from + 3) {
      return Optional.empty();
    }
    try {
      var key = new HostKeyBlob(Base64.getDecoder().decode(words[from + 2]));
      return Optional.of(
          new Entry(from == 0 ? "" : words[0], new HostPatterns(words[from]), key, place));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // OpenSSH skips what it cannot read, too
    }
  }

  /// Whether `key` is one of those that a host of `names` is known by.
  Verdict verdict(List<String> names, HostKeyBlob key) {
    for (var name : names) {
      if (entries.stream()
          .anyMatch(
              e -> e.marker().equals(REVOKED) && e.key().equals(key) && e.hosts().match(name))) {
        return Verdict.REVOKED;
      }
    }
    var verdict = Verdict.UNKNOWN;
    for (var name : names) {
      var own = of(name);
      if (own.stream().anyMatch(e -> e.key().equals(key))) {
        return Verdict.KNOWN;
      }
      if (verdict == Verdict.UNKNOWN && !own.isEmpty()) {
        verdict =
            own.stream().anyMatch(e -> e.key().type().equals(key.type()))
                ? Verdict.CHANGED
                : Verdict.OTHER_TYPE;
      }
    }
    return verdict;
  }

  /// The types of the keys that a host of `names` is known by.
  Set<String> types(List<String> names) {
    var types = new LinkedHashSet<String>();
    names.forEach(n -> of(n).forEach(e -> types.add(e.key().type())));
    return types;
  }

  /// Where the keys of `names` are written down.
  List<String> places(List<String> names) {
    return names.stream().flatMap(n -> of(n).stream()).map(e -> e.place().toString()).toList();
  }

  private List<Entry> of(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return entries.stream().filter(e -> e.marker().isEmpty() && e.hosts().match(lower)).toList();
  }
}
