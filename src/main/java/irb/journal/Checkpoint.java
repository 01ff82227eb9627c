package irb.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import irb.expr.Json;
import irb.expr.Masker;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A signed head: what the holder of a key says a log held at some time, to be kept elsewhere.
///
/// `time` is written like that of a record; `actor` and `host` are JSON strings, so that none of
/// them can break a line; `key` is the fingerprint of the key, `signature` stands in Base64.
public record Checkpoint(
    String incident,
    Head head,
    String time,
    String actor,
    String host,
    String key,
    String signature) {
  /// The type of the record that a log keeps of it.
  public static final String TYPE = "checkpoint";

  private static final String FIRST = "irb log checkpoint v1";
  private static final Set<String> NAMES =
      Set.of("incident", "seq", "head", "time", "actor", "host", "key", "signature");

  /// One of `head`, signed by `key`; `time` is like that of a record.
  public static Checkpoint of(
      String incident, Head head, String time, Author author, SigningKey key) {
    var json = new Json(new Masker());
    var unsigned =
        new Checkpoint(
            incident,
            head,
            time,
            ascii(json, author.actor()),
            ascii(json, author.host()),
            key.fingerprint(),
            "");
    return unsigned.signed(key.sign(unsigned.signedText().getBytes(UTF_8)));
  }

  private static String ascii(Json json, String value) {
    var text = new AsciiText();
    json.write(value, text);
    return text.toString();
  }

  private Checkpoint signed(String by) {
    return new Checkpoint(incident, head, time, actor, host, key, by);
  }

  /// The exact text that is signed: every line of [#text] but the last.
  public String signedText() {
    return String.join(
        "\n",
        FIRST,
        "incident " + incident,
        "seq " + head.seq(),
        "head " + head.hash(),
        "time " + time,
        "actor " + actor,
        "host " + host,
        "key " + key,
        "");
  }

  /// All of it, as it is kept.
  public String text() {
    return signedText() + "signature " + signature + "\n";
  }

  /// What the log keeps of it, from which the whole text can be made again.
  public Entry entry() {
    var data = new LinkedHashMap<String, Object>();
    data.put("seq", head.seq());
    data.put("h", head.hash());
    data.put("time", time);
    data.put("key", key);
    data.put("signature", signature);
    return Entry.of(TYPE, data);
  }

  /// The head that it says the log must still hold.
  public Mark mark() {
    return new Mark(head.seq(), head.hash());
  }

  /// Reads [#text], or the JSON that `irb log checkpoint -o json` prints; empty when it is neither.
  public static Optional<Checkpoint> parse(String text) {
    var lines = text(text).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    if (lines.isEmpty() || !lines.getFirst().equals(FIRST)) {
      return Optional.empty();
    }
    var fields = fields(lines.subList(1, lines.size()));
    if (!fields.keySet().equals(NAMES) || lines.size() != NAMES.size() + 1) {
      return Optional.empty();
    }
    var head = Mark.parse(value(fields, "seq") + ":" + value(fields, "head"));
    if (head.isEmpty()
        || head.get().prefix().length() != 64
        || !StateFolder.isIncident(value(fields, "incident"))) {
      return Optional.empty();
    }
    return Optional.of(
        new Checkpoint(
            value(fields, "incident"),
            new Head(head.get().seq(), head.get().prefix()),
            value(fields, "time"),
            value(fields, "actor"),
            value(fields, "host"),
            value(fields, "key"),
            value(fields, "signature")));
  }

  private static String text(String text) {
    if (!text.stripLeading().startsWith("{")) {
      return text;
    }
    try {
      return RecordParser.map(text.getBytes(UTF_8)).get(TYPE) instanceof String inner ? inner : "";
    } catch (IOException | RuntimeException _) {
      return "";
    }
  }

  private static Map<String, String> fields(List<String> lines) {
    var fields = new HashMap<String, String>();
    for (var line : lines) {
      var space = line.indexOf(' ');
      if (space > 0) {
        fields.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    return fields;
  }

  private static String value(Map<String, String> fields, String name) {
    return fields.getOrDefault(name, "");
  }
}
