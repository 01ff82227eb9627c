package irb.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/// Takes a record out of a log: another file takes the log's place in one step, with a tombstone
/// for the record and, at its end, the record that tells of it. Either both are there or neither.
record Redactor(Path folder, Disk disk, LineWriter lines) {
  private static final int CHUNK = 1 << 20;
  private static final int LONGEST_REASON = 500;

  /// Writes the other file and puts it in place; `log`, verified up to `end`, is `redactable`.
  Head redact(DiskFile log, Point end, Redactable redactable, String reason)
      throws IOException, JournalException {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw JournalException.refused(
          "The reason has to be a text of at most " + LONGEST_REASON + " characters.");
    }
    var tombstone = Tombstone.line(redactable.line(), buried(redactable, reason));
    var told = lines.line(end, lines.draft(told(redactable, tombstone, reason)), null);
    var temporary = folder.resolve(StateFolder.LOG + ".new");
    disk.delete(temporary);
    try (var file = disk.create(temporary)) {
      var behind = redactable.offset() + redactable.line().length;
      copy(log, 0, redactable.offset(), file, 0);
      file.write(ByteBuffer.wrap(tombstone), redactable.offset());
      var shift = tombstone.length - redactable.line().length;
      copy(log, behind, end.offset(), file, shift);
      file.write(ByteBuffer.wrap(told.bytes()), end.offset() + shift);
      file.force();
    }
    disk.rename(temporary, folder.resolve(StateFolder.LOG));
    disk.forceFolder(folder);
    return told.head();
  }

  /// Removes the files that went with a redacted record. It may be done again.
  void remove(Redactable redactable) throws IOException {
    for (var name : redactable.files()) {
      var file = folder.resolve(name);
      disk.delete(file);
      var parent = file.getParent();
      if (parent != null) {
        disk.forceFolder(parent);
      }
    }
  }

  private String buried(Redactable redactable, String reason) throws JournalException {
    var data = new LinkedHashMap<String, Object>();
    data.put("type", redactable.record().type());
    data.put("by", lines.author().actor());
    data.put("reason", reason);
    var text = lines.draft(Entry.of(Redaction.TYPE, data)).data();
    return text == null ? "" : text;
  }

  private static Entry told(Redactable redactable, byte[] tombstone, String reason) {
    var data = new LinkedHashMap<String, Object>();
    data.put("seq", redactable.record().seq());
    data.put("h", redactable.record().h());
    data.put("previous", redactable.previous());
    data.put("sha256", Tombstone.sha256(tombstone));
    data.put("reason", reason);
    if (!redactable.files().isEmpty()) {
      data.put("files", redactable.files());
    }
    return Entry.of(Redaction.TYPE, data);
  }

  private static void copy(DiskFile from, long start, long end, DiskFile to, long shift)
      throws IOException {
    for (var at = start; at < end; ) {
      var chunk = ByteBuffer.allocate((int) Math.min(CHUNK, end - at));
      if (from.read(chunk, at) <= 0) {
        throw new IOException("the log became shorter while it was copied");
      }
      var count = chunk.flip().remaining();
      to.write(chunk, at + shift);
      at += count;
    }
  }
}
