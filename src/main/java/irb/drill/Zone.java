package irb.drill;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// What a name server of a drill knows.
public record Zone(Map<Name, Entry> entries) {
  private static final int MOST_ALIASES = 16;

  public Zone {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /// The records of one name; without any, `rcode` may say that there is none, e.g. `NXDOMAIN`.
  public record Entry(int rcode, List<Record> records) {
    public Entry {
      records = List.copyOf(records);
    }
  }

  /// This zone with the entries of `changed` in place of its own.
  Zone with(Zone changed) {
    var all = new LinkedHashMap<>(entries);
    all.putAll(changed.entries);
    return new Zone(all);
  }

  boolean knows(Name name) {
    return entries.containsKey(name);
  }

  /// The answer to `query`; aliases are followed.
  Message answer(Message query) {
    var answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    var question = query.getQuestion();
    if (question == null) {
      answer.getHeader().setRcode(Rcode.FORMERR);
      return answer;
    }
    answer.addRecord(question, Section.QUESTION);
    var name = question.getName();
    for (var i = 0; i < MOST_ALIASES; i++) {
      var entry = entries.getOrDefault(name, new Entry(Rcode.NXDOMAIN, List.of()));
      answer.getHeader().setRcode(entry.rcode());
      var alias = entry.records().stream().filter(CNAMERecord.class::isInstance).findFirst();
      entry.records().stream()
          .filter(r -> r.getType() == question.getType())
          .forEach(r -> answer.addRecord(r, Section.ANSWER));
      if (alias.isEmpty() || alias.get().getType() == question.getType()) {
        return answer;
      }
      answer.addRecord(alias.get(), Section.ANSWER);
      name = ((CNAMERecord) alias.get()).getTarget();
    }
    return answer;
  }
}
