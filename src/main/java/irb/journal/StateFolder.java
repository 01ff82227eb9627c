package irb.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The folder where irb keeps its incidents, e.g. `~/.local/state/irb`.
public record StateFolder(Path path) {
  static final String LOG = "log.jsonl";

  private static final Pattern INCIDENT = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{4}");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  public StateFolder {
    path = path.toAbsolutePath().normalize();
  }

  /// `IRB_STATE`, else `irb` in `XDG_STATE_HOME`, else `~/.local/state/irb`.
  ///
  /// Never a folder for temporary files: what is kept here must outlive a restart.
  public static StateFolder of(Map<String, String> environment) throws JournalException {
    var state = environment.getOrDefault("IRB_STATE", "");
    var xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    var home = environment.getOrDefault("HOME", "");
    if (!state.isBlank()) {
      return new StateFolder(Path.of(state));
    }
    // the XDG specification: a relative path is to be ignored
    if (xdg.startsWith("/")) {
      return new StateFolder(Path.of(xdg, "irb"));
    }
    if (!home.isBlank()) {
      return new StateFolder(Path.of(home, ".local", "state", "irb"));
    }
    throw JournalException.refused(
        "There is no place for the incident log: HOME is not set. Set IRB_STATE to a folder that"
            + " survives a restart.");
  }

  /// Where the incidents lie, one folder each.
  public Path incidents() {
    return path.resolve("incidents");
  }

  /// The ids of all incidents that have a log, newest first.
  public List<String> list() throws JournalException {
    var ids = new ArrayList<String>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(incidents())) {
      for (var folder : folders) {
        var id = String.valueOf(folder.getFileName());
        if (isIncident(id) && Files.exists(folder.resolve(LOG))) {
          ids.add(id);
        }
      }
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      throw JournalException.refused(
          "The incidents in " + incidents() + " cannot be listed; check its permissions.", e);
    }
    ids.sort(Comparator.reverseOrder());
    return List.copyOf(ids);
  }

  /// The folder of one incident, whether it exists or not; refuses what is not an incident id.
  public Path incident(String id) throws JournalException {
    if (!isIncident(id)) {
      throw JournalException.refused(
          "'" + visible(id) + "' is not an incident id; one looks like 20261121-013045-7f3a.");
    }
    return incidents().resolve(id);
  }

  /// The log of one incident, whether it exists or not.
  public Path log(String id) throws JournalException {
    return incident(id).resolve(LOG);
  }

  /// An id that no incident here has, e.g. `20261121-013045-7f3a`: UTC time and chance.
  public String newIncident(Instant now, RandomGenerator random) {
    while (true) {
      var id = STAMP.format(now) + "-%04x".formatted(random.nextInt(0x10000));
      if (!Files.exists(incidents().resolve(id), LinkOption.NOFOLLOW_LINKS)) {
        return id;
      }
    }
  }

  static boolean isIncident(String id) {
    return INCIDENT.matcher(id).matches();
  }

  private static String visible(String id) {
    var shown = id.replaceAll("[^ -~]", "?");
    return shown.length() > 80 ? shown.substring(0, 80) + "..." : shown;
  }
}
