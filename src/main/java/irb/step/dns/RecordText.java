package irb.step.dns;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TXTRecord;

/// A record as a text without its name, e.g. `192.0.2.10` or `10 mail.example.com`.
final class RecordText {
  /// By priority where they have one, then by text: servers shuffle what they answer.
  static final Comparator<Record> ORDER =
      Comparator.comparingInt(RecordText::priority).thenComparing(RecordText::of);

  private RecordText() {}

  static String of(Record record) {
    return switch (record) {
      case ARecord a -> a.getAddress().getHostAddress();
      case AAAARecord a -> address(a.getAddress());
      case CNAMERecord c -> bare(c.getTarget());
      case NSRecord n -> bare(n.getTarget());
      case PTRRecord p -> bare(p.getTarget());
      case MXRecord m -> m.getPriority() + " " + bare(m.getTarget());
      case SRVRecord s ->
          s.getPriority() + " " + s.getWeight() + " " + s.getPort() + " " + bare(s.getTarget());
      case SOARecord s -> soa(s);
      case TXTRecord t -> joined(t);
      default -> record.rdataToString();
    };
  }

  private static int priority(Record record) {
    return switch (record) {
      case MXRecord m -> m.getPriority();
      case SRVRecord s -> s.getPriority();
      default -> 0;
    };
  }

  private static String bare(Name name) {
    return name.toString(true);
  }

  private static String soa(SOARecord soa) {
    return bare(soa.getHost())
        + " "
        + bare(soa.getAdmin())
        + " "
        + soa.getSerial()
        + " "
        + soa.getRefresh()
        + " "
        + soa.getRetry()
        + " "
        + soa.getExpire()
        + " "
        + soa.getMinimum();
  }

  /// A long text is kept in pieces of at most 255 bytes.
  private static String joined(TXTRecord text) {
    var bytes = new ByteArrayOutputStream();
    text.getStringsAsByteArrays().forEach(bytes::writeBytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// As RFC 5952 has it: the longest run of zeros is `::`.
  private static String address(InetAddress address) {
    var groups = address.getHostAddress().split(":", -1);
    var from = 0;
    var most = 1;
    for (var i = 0; i < groups.length; i++) {
      var run = 0;
      while (i + run < groups.length && groups[i + run].equals("0")) {
        run++;
      }
      if (run > most) {
        from = i;
        most = run;
      }
    }
    if (most == 1) {
      return String.join(":", groups);
    }
    var before = java.util.Arrays.copyOfRange(groups, 0, from);
    var after = java.util.Arrays.copyOfRange(groups, from + most, groups.length);
    return String.join(":", before) + "::" + String.join(":", after);
  }
}
