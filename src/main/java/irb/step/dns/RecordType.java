package irb.step.dns;

import org.xbill.DNS.Type;

/// What is asked for, by its name in YAML, e.g. `MX`.
enum RecordType {
  A(Type.A),
  AAAA(Type.AAAA),
  CNAME(Type.CNAME),
  MX(Type.MX),
  NS(Type.NS),
  PTR(Type.PTR),
  SOA(Type.SOA),
  SRV(Type.SRV),
  TXT(Type.TXT);

  private final int number;

  RecordType(int number) {
    this.number = number;
  }

  /// As it stands in a message.
  int number() {
    return number;
  }
}
