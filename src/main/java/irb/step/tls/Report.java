package irb.step.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was presented, as the fields of a result, at one moment.
record Report(Presented presented, Instant now) {
  private static final long DAY = Duration.ofDays(1).toSeconds();
  private static final int HEX = 16;

  Map<String, Object> fields() {
    var own = presented.own();
    var problem = new Problems(presented, now).text();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("not_before", own.getNotBefore().toInstant());
    fields.put("not_after", own.getNotAfter().toInstant());
    fields.put("days_left", daysLeft(own));
    fields.put("subject", own.getSubjectX500Principal().getName());
    fields.put("issuer", own.getIssuerX500Principal().getName());
    fields.put("serial", own.getSerialNumber().toString(HEX));
    fields.put("names", Names.of(own));
    fields.put("verified", problem.isEmpty());
    fields.put("problem", problem);
    presented.protocol().ifPresent(p -> fields.put("protocol", p));
    return fields;
  }

  /// Whole days, rounded down: 0 on the last day, -1 on the day after it.
  private long daysLeft(X509Certificate own) {
    var left = own.getNotAfter().toInstant().getEpochSecond() - now.getEpochSecond();
    return Math.floorDiv(left, DAY);
  }
}
