package irb.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// All the files that the records of a log name, collected on a walk over it.
final class NamedFiles implements LogScan.Witness {
  /// In every line that names one; most lines do not, and need not be parsed.
  private static final byte[] SIGN = "\"file\":\"".getBytes(US_ASCII);

  private final Path incident;
  private final Map<NamedFile, NamedFile> named = new LinkedHashMap<>();

  NamedFiles(Path incident) {
    this.incident = incident;
  }

  @Override
  public void saw(byte[] buffer, int from, int to) throws IOException {
    if (names(buffer, from, to)) {
      for (var file : in(RecordParser.record(Arrays.copyOfRange(buffer, from, to)), incident)) {
        named.putIfAbsent(new NamedFile(0, file.name(), file.bytes(), file.sha256()), file);
      }
    }
  }

  private static boolean names(byte[] buffer, int from, int to) {
    for (var i = from; i <= to - SIGN.length; i++) {
      if (buffer[i] == 'f'
          && i > from
          && Arrays.equals(buffer, i - 1, i - 1 + SIGN.length, SIGN, 0, SIGN.length)) {
        return true;
      }
    }
    return false;
  }

  /// The files that `record` names, also by data that are too large for its line.
  static List<NamedFile> in(Record record, Path incident) {
    return NamedFile.in(record, data(record, incident));
  }

  private static Map<String, Object> data(Record record, Path incident) {
    try {
      return LogReader.data(record, incident);
    } catch (JournalException _) {
      // the file itself is found missing or changed
      return record.data();
    }
  }

  List<FileTrouble> troubles() throws IOException {
    var troubles = new ArrayList<FileTrouble>();
    for (var file : named.values()) {
      file.trouble(incident)
          .ifPresent(why -> troubles.add(new FileTrouble(file.seq(), file.name(), why)));
    }
    return troubles;
  }

  /// Files that lie where such files do, and that no record names.
  List<String> unnamed() throws IOException {
    var names = new TreeSet<>(present(incident));
    named.values().forEach(file -> names.remove(file.name()));
    return List.copyOf(names);
  }

  /// The finished files in an incident's `evidence`, `outputs` and `torn-` copies.
  static List<String> present(Path incident) throws IOException {
    var names = new TreeSet<String>();
    for (var folder : List.of("", "evidence/", "outputs/")) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(incident.resolve(folder))) {
        for (var file : files) {
          var name = String.valueOf(file.getFileName());
          if (folder.isEmpty() ? name.startsWith("torn-") : !name.endsWith(".new")) {
            names.add(folder + name);
          }
        }
      } catch (NoSuchFileException | NotDirectoryException _) {
        // no step saved anything
      }
    }
    return List.copyOf(names);
  }
}
