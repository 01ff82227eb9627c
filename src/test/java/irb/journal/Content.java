package irb.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What of a file is durable, and what was done to it since; bytes are the characters of Latin-1.
record Content(String durable, List<Change> unforced) {
  /// One write or cut that nothing has made durable yet.
  sealed interface Change {
    record Write(int offset, String bytes) implements Change {}

    record Cut(int length) implements Change {}
  }

  Content {
    unforced = List.copyOf(unforced);
  }

  static Content of(byte[] durable) {
    return new Content(new String(durable, ISO_8859_1), List.of());
  }

  Content and(Change change) {
    var all = new ArrayList<>(unforced);
    all.add(change);
    return new Content(durable, all);
  }

  /// With everything that was done to it.
  String now() {
    var text = durable;
    for (var change : unforced) {
      text = after(text, change);
    }
    return text;
  }

  Content forced() {
    return new Content(now(), List.of());
  }

  /// Everything that a crash may leave; a write is cut at `cuts` places, or at each of its bytes.
  Set<String> remains(int cuts) {
    var all = new LinkedHashSet<String>();
    remains(durable, 0, cuts, all);
    return all;
  }

  private void remains(String before, int index, int cuts, Set<String> all) {
    all.add(before);
    if (index == unforced.size()) {
      return;
    }
    switch (unforced.get(index)) {
      case Change.Write write -> {
        var bytes = write.bytes();
        var step = Math.max(1, bytes.length() / cuts);
        for (var cut = 0; cut < bytes.length(); cut += step) {
          var part = after(before, new Change.Write(write.offset(), bytes.substring(0, cut)));
          all.add(part);
          // the file has its new length already, and the bytes have not arrived
          all.add(padded(part, write.offset() + bytes.length()));
        }
        var allButOne = bytes.substring(0, bytes.length() - 1);
        all.add(after(before, new Change.Write(write.offset(), allButOne)));
        remains(after(before, write), index + 1, cuts, all);
      }
      case Change.Cut cut -> {
        remains(after(before, cut), index + 1, cuts, all);
        // a later write may arrive before it
        remains(before, index + 1, cuts, all);
      }
    }
  }

  private static String after(String text, Change change) {
    return switch (change) {
      case Change.Write(var offset, var bytes) -> {
        var end = offset + bytes.length();
        yield padded(text, offset).substring(0, offset)
            + bytes
            + (text.length() > end ? text.substring(end) : "");
      }
      case Change.Cut(var length) -> text.substring(0, Math.min(length, text.length()));
    };
  }

  private static String padded(String text, int length) {
    return text + "\0".repeat(Math.max(0, length - text.length()));
  }
}
