package irb.step.dns;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// What a name server is asked.
record Question(Name name, RecordType type) {
  /// A message of its own with an id that nobody can guess.
  Message message() {
    return Message.newQuery(Record.newRecord(name, type.number(), DClass.IN));
  }

  /// Whether `message` repeats it.
  boolean isIn(Message message) {
    var asked = message.getQuestion();
    return asked != null
        && asked.getName().equals(name)
        && asked.getType() == type.number()
        && asked.getDClass() == DClass.IN;
  }

  /// E.g. `A api.example.com`.
  @Override
  public String toString() {
    return type + " " + name.toString(true);
  }
}
