package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A zip archive whose last entry, `SHA256SUMS`, lists the others as `sha256sum -c` reads it. Every
/// entry has the same time, and no other one.
final class EvidenceZip implements AutoCloseable {
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private final ZipOutputStream zip;
  private final LocalDateTime time;
  private final StringBuilder sums = new StringBuilder();
  private final List<String> leftOut = new ArrayList<>();

  EvidenceZip(OutputStream out, Instant time) {
    zip = new ZipOutputStream(out, UTF_8);
    this.time = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  /// Adds those of `names` below `folder` that are files; a link could lead anywhere.
  void addAll(Path folder, List<String> names) throws IOException {
    for (var name : names) {
      var file = folder.resolve(name);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        add(name, to -> Files.copy(file, to));
      } else {
        leftOut.add(name);
      }
    }
  }

  void add(String name, Content content) throws IOException {
    var digest = Chain.sha256();
    entry(name, zipped -> content.writeTo(new DigestOutputStream(zipped, digest)));
    var escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    sums.append(escaped.equals(name) ? "" : "\\")
        .append(Chain.hex(digest.digest()))
        .append("  ")
        .append(escaped)
        .append('\n');
  }

  private void entry(String name, Content content) throws IOException {
    var entry = new ZipEntry(name);
    // not setTime, which is the time zone's of this machine
    entry.setTimeLocal(time);
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }

  /// Adds the list; nothing comes behind it.
  void finish() throws IOException {
    entry("SHA256SUMS", to -> to.write(sums.toString().getBytes(UTF_8)));
    zip.finish();
    zip.flush();
  }

  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /// Leaves the stream behind it open: that is somebody else's.
  @Override
  public void close() throws IOException {
    zip.flush();
  }
}
