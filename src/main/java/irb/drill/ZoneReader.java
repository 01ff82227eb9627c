package irb.drill;

import irb.drill.Zone.Entry;
import irb.source.Findings;
import irb.source.Form;
import irb.source.Node;
import irb.source.Node.Scalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Reads the records of a name server: `{api.example.test: {A: [127.0.0.1]}}`, or in place of
/// records what it says instead, e.g. `NXDOMAIN`.
final class ZoneReader {
  private static final long TTL = 60;
  private static final int LONGEST_STRING = 255;
  private static final Map<String, Integer> WORDS =
      Map.of("NXDOMAIN", Rcode.NXDOMAIN, "SERVFAIL", Rcode.SERVFAIL, "REFUSED", Rcode.REFUSED);

  private final Findings findings;

  ZoneReader(Findings findings) {
    this.findings = findings;
  }

  /// What may stand in place of records.
  static List<String> words() {
    return WORDS.keySet().stream().sorted().toList();
  }

  /// What stands under `records`.
  Zone read(Form form) {
    var entries = new LinkedHashMap<Name, Entry>();
    form.required("records")
        .map(n -> Form.of(n, "'records'", findings))
        .ifPresent(f ->
            f.entries()
                .forEach((k, v) -> name(k).ifPresent(name -> entries.put(name, entry(name, v)))));
    return new Zone(entries);
  }

  private Optional<Name> name(Scalar written) {
    try {
      return Optional.of(Name.fromString(written.text(), Name.root));
    } catch (TextParseException _) {
      findings.error(
          written.place(), "'" + written + "' is no DNS name", "for example api.example.test");
      return Optional.empty();
    }
  }

  private Entry entry(Name name, Node node) {
    if (node instanceof Scalar word && WORDS.containsKey(word.text())) {
      return new Entry(WORDS.getOrDefault(word.text(), Rcode.NXDOMAIN), List.of());
    }
    var form = Form.of(node, "a name with its records, or NXDOMAIN, SERVFAIL, REFUSED,", findings);
    var records = new ArrayList<Record>();
    form.entries()
        .forEach((type, values) ->
            form.asScalars(values, "'" + type + "'")
                .forEach(v -> record(name, type, v).ifPresent(records::add)));
    return new Entry(Rcode.NOERROR, records);
  }

  private Optional<Record> record(Name name, Scalar type, Scalar value) {
    var number = Type.value(type.text());
    if (number < 0) {
      findings.error(type.place(), "'" + type + "' is no type of record", "for example A or MX");
      return Optional.empty();
    }
    try {
      return Optional.of(
          number == Type.TXT
              ? new TXTRecord(name, DClass.IN, TTL, strings(value.text()))
              : Record.fromString(name, number, DClass.IN, TTL, value.text(), Name.root));
    } catch (IOException | IllegalArgumentException e) {
      findings.error(
          value.place(),
          "'" + value + "' is no " + type + " record: " + e.getMessage(),
          "write it as a zone file has it, for example 10 mail.example.test");
      return Optional.empty();
    }
  }

  private static List<String> strings(String text) {
    var strings = new ArrayList<String>();
    for (var at = 0; at < text.length() || at == 0; at += LONGEST_STRING) {
      strings.add(text.substring(at, Math.min(text.length(), at + LONGEST_STRING)));
    }
    return strings;
  }
}
