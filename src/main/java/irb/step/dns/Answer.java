package irb.step.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// What a name server answered, without what it was not asked.
record Answer(Question question, Message message) {
  private static final int MOST_ALIASES = 16;

  String rcode() {
    return Rcode.string(message.getRcode());
  }

  /// Whether the server says what there is, or that there is nothing.
  boolean isAnswer() {
    return message.getRcode() == Rcode.NOERROR || message.getRcode() == Rcode.NXDOMAIN;
  }

  /// The action's fields; `ttl` is missing where nothing has one.
  Map<String, Object> fields() {
    var used = used();
    var fields = new LinkedHashMap<String, Object>();
    fields.put(
        "records",
        used.stream()
            .filter(r -> r.getType() == question.type().number())
            .sorted(RecordText.ORDER)
            .map(RecordText::of)
            .toList());
    fields.put("rcode", rcode());
    used.stream().mapToLong(Record::getTTL).min().ifPresent(ttl -> fields.put("ttl", ttl));
    return fields;
  }

  /// A line for each record that was used, as in a zone file.
  String lines() {
    return used().stream().map(r -> line(r) + "\n").collect(Collectors.joining());
  }

  /// A text stands there in one piece, however many a message cuts it into: a secret in it would
  /// not be recognised otherwise.
  private static String line(Record record) {
    if (record.getType() != RecordType.TXT.number()) {
      return record.toString();
    }
    var text = RecordText.of(record).replace("\\", "\\\\").replace("\"", "\\\"");
    return record.getName() + "\t" + record.getTTL() + "\tIN\tTXT\t\"" + text + "\"";
  }

  /// The records of the name, and the aliases that lead to them.
  private List<Record> used() {
    var used = new ArrayList<Record>();
    var name = question.name();
    for (var i = 0; i < MOST_ALIASES; i++) {
      var owner = name;
      var own =
          message.getSection(Section.ANSWER).stream()
              .filter(r -> r.getDClass() == DClass.IN && r.getName().equals(owner))
              .toList();
      own.stream().filter(r -> r.getType() == question.type().number()).forEach(used::add);
      var alias = own.stream().filter(CNAMERecord.class::isInstance).findFirst();
      if (alias.isEmpty() || question.type() == RecordType.CNAME) {
        return used;
      }
      used.add(alias.get());
      name = ((CNAMERecord) alias.get()).getTarget();
    }
    return used;
  }
}
