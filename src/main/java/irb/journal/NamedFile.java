package irb.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file beside the log that record `seq` names, e.g. `evidence/rows.csv`, and what it held; an
/// empty `sha256` was not recorded.
record NamedFile(long seq, String name, long bytes, String sha256) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern EVIDENCE = Pattern.compile("evidence/(?!\\.{1,2}$)[^/\\x00]+");
  private static final Pattern TORN = Pattern.compile("torn-[0-9-]+");

  /// Those that `record`, whose data are `data`, names: where the data are, what a step saved, what
  /// a repair set aside.
  static List<NamedFile> in(Record record, Map<String, Object> data) {
    var files = new ArrayList<NamedFile>();
    reference(record.data())
        .ifPresent(name ->
            files.add(new NamedFile(record.seq(), "outputs/" + name, bytes(record.data()), name)));
    if (record.type().equals("recovered") && data.get("file") instanceof String name) {
      files.add(new NamedFile(record.seq(), name, bytes(data), ""));
    }
    if (data.get("saved") instanceof List<?> saved) {
      for (var file : saved) {
        if (file instanceof Map<?, ?> map) {
          files.add(
              new NamedFile(
                  record.seq(),
                  String.valueOf(map.get("file")),
                  bytes(map),
                  String.valueOf(map.get("sha256"))));
        }
      }
    }
    return files;
  }

  /// The name of the output that `data` only refer to.
  static Optional<String> reference(Map<String, Object> data) {
    return data.size() == 2
            && data.get("file") instanceof String name
            && HEX.matcher(name).matches()
            && data.get("bytes") instanceof Long
        ? Optional.of(name)
        : Optional.empty();
  }

  private static long bytes(Map<?, ?> data) {
    return data.get("bytes") instanceof Long bytes ? bytes : -1;
  }

  /// Whether it lies where irb puts such files; others are never touched.
  boolean isOurs() {
    return EVIDENCE.matcher(name).matches()
        || TORN.matcher(name).matches()
        || (name.startsWith("outputs/") && HEX.matcher(name.substring(8)).matches());
  }

  /// What is wrong with the file in the folder `incident`.
  Optional<String> trouble(Path incident) throws IOException {
    if (!isOurs()) {
      return Optional.of("that is no name of a file of an incident");
    }
    var file = incident.resolve(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("it is missing");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("it is not a file any more");
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() != bytes) {
        return Optional.of("it was changed: it has " + channel.size() + " bytes and had " + bytes);
      }
      return sha256.isEmpty() ? Optional.empty() : changed(sha256(channel));
    } catch (NoSuchFileException _) {
      return Optional.of("it is missing");
    }
  }

  private Optional<String> changed(String found) {
    return found.equals(sha256)
        ? Optional.empty()
        : Optional.of("it was changed: its SHA-256 is " + found + " and was " + sha256);
  }

  static String sha256(FileChannel channel) throws IOException {
    var digest = Chain.sha256();
    var chunk = ByteBuffer.allocate(1 << 16);
    while (channel.read(chunk.clear()) >= 0) {
      digest.update(chunk.flip());
    }
    return Chain.hex(digest.digest());
  }
}
