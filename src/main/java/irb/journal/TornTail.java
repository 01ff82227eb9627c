package irb.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;

/// The repair of a log whose last write was cut short: nothing is thrown away, it is set aside.
record TornTail(Path folder, Disk disk, InstantSource clock) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);
  private static final int CHUNK = 1 << 20;

  /// Copies the torn bytes to a file of their own, cuts them, and returns what is to be recorded.
  Entry setAside(DiskFile log, Verdict.Torn torn) throws IOException {
    var copy = freeName(torn.offset());
    try (var target = disk.create(copy)) {
      copy(log, torn, target);
      target.force();
    }
    disk.forceFolder(folder);
    log.truncate(torn.offset());
    var data = new LinkedHashMap<String, Object>();
    data.put("offset", torn.offset());
    data.put("bytes", torn.bytes());
    data.put("file", String.valueOf(copy.getFileName()));
    return Entry.of("recovered", data);
  }

  private static void copy(DiskFile log, Verdict.Torn torn, DiskFile target) throws IOException {
    for (var done = 0L; done < torn.bytes(); ) {
      var chunk = ByteBuffer.allocate((int) Math.min(CHUNK, torn.bytes() - done));
      if (log.read(chunk, torn.offset() + done) <= 0) {
        throw new IOException("the log became shorter while its torn tail was copied");
      }
      var count = chunk.flip().remaining();
      target.write(chunk, done);
      done += count;
    }
  }

  // a repair that was itself cut short may have left a copy in this very second
  private Path freeName(long offset) {
    var name = "torn-" + offset + "-" + STAMP.format(clock.instant());
    var path = folder.resolve(name);
    for (var i = 2; Files.exists(path); i++) {
      path = folder.resolve(name + "-" + i);
    }
    return path;
  }
}
