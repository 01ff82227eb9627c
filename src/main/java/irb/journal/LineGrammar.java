package irb.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// The one way irb writes a record, recognised byte by byte without making objects.
///
/// Written by hand because a whole log is checked whenever it is opened; the tests hold it against
/// what [LineWriter] writes, and LOG.md states the same rules.
final class LineGrammar {
  private static final byte[] VERSION = ascii("{\"v\":");
  private static final byte[] SEQ = ascii("{\"v\":1,\"seq\":");
  private static final byte[] TS = ascii(",\"ts\":\"");
  private static final byte[] TS_SHAPE = ascii("dddd-dd-ddTdd:dd:dd.ddddddZ");
  private static final byte[] MONO = ascii("\",\"mono\":");
  private static final byte[] INCIDENT = ascii(",\"incident\":\"");
  private static final byte[] INCIDENT_SHAPE = ascii("dddddddd-dddddd-xxxx");
  private static final byte[] QUOTE = ascii("\"");
  private static final byte[] RUN = ascii(",\"run\":\"");
  private static final byte[] SLASH = ascii("/");
  private static final byte[] ACTOR = ascii(",\"actor\":");
  private static final byte[] HOST = ascii(",\"host\":");
  private static final byte[] PID = ascii(",\"pid\":");
  private static final byte[] TYPE = ascii(",\"type\":");
  private static final byte[] STEP = ascii(",\"step\":");
  private static final byte[] ATTEMPT = ascii(",\"attempt\":");
  private static final byte[] DATA = ascii(",\"data\":");
  private static final byte[] REDACTED = ascii("\"redacted\"");
  private static final byte[] TOMBSTONE = ascii('"' + Tombstone.TYPE + '"');
  private static final byte[] EMPTY = ascii("{}");
  private static final byte[] HASH = ascii(",\"h\":\"");
  private static final byte[] END = ascii("\"}");

  private final JsonGrammar json = new JsonGrammar();
  private long seq;
  private long run;
  private int incidentAt;
  private int typeAt;
  private int typeEnd;
  private int dataAt;

  /// Where the record that begins at `from` ends (exclusive); -1 when none of ours begins there.
  int match(byte[] bytes, int from, int limit) {
    json.over(bytes, from, limit);
    run = 0;
    return matches() ? json.at() : -1;
  }

  private boolean matches() {
    return json.text(SEQ)
        && (seq = json.whole()) > 0
        && json.text(TS)
        && json.shape(TS_SHAPE)
        && json.text(MONO)
        && json.integer()
        && json.text(INCIDENT)
        && incidentId()
        && json.text(QUOTE)
        && (!json.text(RUN) || runId())
        && json.text(ACTOR)
        && json.string()
        && json.text(HOST)
        && json.string()
        && json.text(PID)
        && json.whole() >= 0
        && json.text(TYPE)
        && type()
        && (!json.text(STEP) || json.string())
        && (!json.text(ATTEMPT) || json.whole() > 0)
        && data()
        && json.text(HASH)
        && json.hex(64)
        && json.text(END);
  }

  private boolean incidentId() {
    incidentAt = json.at();
    return json.shape(INCIDENT_SHAPE);
  }

  private boolean type() {
    typeAt = json.at();
    var isString = json.string();
    typeEnd = json.at();
    return isString;
  }

  private boolean data() {
    dataAt = json.at();
    return !json.text(DATA) || (!json.text(EMPTY) && json.object(0));
  }

  private boolean runId() {
    var at = json.at();
    return json.shape(INCIDENT_SHAPE)
        && json.same(at, incidentAt, INCIDENT_SHAPE.length)
        && json.text(SLASH)
        && (run = json.whole()) > 0
        && json.text(QUOTE);
  }

  /// The number of the record just matched.
  long seq() {
    return seq;
  }

  /// The number of its run; 0 when it belongs to none.
  long run() {
    return run;
  }

  /// Whether the record just matched stands for one that was redacted.
  boolean isTombstone(byte[] bytes) {
    return Arrays.equals(bytes, typeAt, typeEnd, TOMBSTONE, 0, TOMBSTONE.length);
  }

  /// Whether the record just matched tells of a redaction.
  boolean isRedaction(byte[] bytes) {
    return Arrays.equals(bytes, typeAt, typeEnd, REDACTED, 0, REDACTED.length);
  }

  /// Where the type of the record just matched begins, with its quote.
  int typeAt() {
    return typeAt;
  }

  /// Where the type ends, behind its quote.
  int typeEnd() {
    return typeEnd;
  }

  /// Where the data begin, with the comma before them; without data, where they would.
  int dataAt() {
    return dataAt;
  }

  /// Whether the record just matched belongs to this incident.
  boolean isOf(byte[] bytes, byte[] incident) {
    return Arrays.equals(
        bytes, incidentAt, incidentAt + incident.length, incident, 0, incident.length);
  }

  /// The incident of the record just matched.
  String incident(byte[] bytes) {
    return new String(bytes, incidentAt, INCIDENT_SHAPE.length, US_ASCII);
  }

  /// Why the line from `from` to `end` is not the record of `incident` behind number `before`.
  String misfit(byte[] bytes, int from, int end, byte[] incident, long before) {
    var version = version(bytes, from, end);
    if (end == from) {
      return before == 0 ? "the log is empty" : "the line is empty";
    }
    if (version >= 0 && version != 1) {
      return "the record is of version "
          + version
          + " and this irb reads version 1: use a newer irb for this incident";
    }
    if (end - from >= Line.LONGEST) {
      return "the line is longer than 1 MiB";
    }
    if (match(bytes, from, end) != end) {
      return "the line is not a record as irb writes it";
    }
    if (!isOf(bytes, incident)) {
      return "the record belongs to incident " + incident(bytes);
    }
    return seq == before + 1
        ? "the record, or the one before it, is not what was written"
        : "the record is number " + seq;
  }

  /// The format version that a line claims, e.g. 2; -1 when it claims none.
  long version(byte[] bytes, int from, int limit) {
    json.over(bytes, from, limit);
    return json.text(VERSION) ? json.whole() : -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
