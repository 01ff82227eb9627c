package irb.step.tls;

import irb.expr.Durations;
import irb.expr.Visible;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// All that is wrong with what was presented, in words, at one moment.
final class Problems {
  private static final int MOST_NAMES = 5;

  private final Presented presented;
  private final Instant now;

  Problems(Presented presented, Instant now) {
    this.presented = presented;
    this.now = now;
  }

  /// One line; empty when nothing is wrong.
  String text() {
    var problems = new ArrayList<String>();
    dates(presented.own()).ifPresent(problems::add);
    presented.distrust().flatMap(this::distrust).ifPresent(problems::add);
    presented.mismatch().ifPresent(_ -> problems.add(mismatch()));
    if (problems.isEmpty()) {
      presented.distrust().ifPresent(e -> problems.add("not trusted: " + deepest(e)));
    }
    return String.join("; ", problems);
  }

  private Optional<String> dates(X509Certificate certificate) {
    var from = certificate.getNotBefore().toInstant();
    var to = certificate.getNotAfter().toInstant();
    if (now.isAfter(to)) {
      return Optional.of("expired " + length(Duration.between(to, now)) + " ago");
    }
    return now.isBefore(from)
        ? Optional.of("not yet valid, but in " + length(Duration.between(now, from)))
        : Optional.empty();
  }

  private static String length(Duration length) {
    var days = length.toDays();
    if (days == 0) {
      return Durations.text(length.truncatedTo(ChronoUnit.SECONDS));
    }
    return days + (days == 1 ? " day" : " days");
  }

  /// What is wrong with the chain; empty where that is said elsewhere.
  private Optional<String> distrust(CertificateException e) {
    if (isOfName(e)) {
      return Optional.empty();
    }
    if (causes(e).anyMatch(Problems::isOfDates)) {
      return presented.chain().stream()
          .skip(1)
          .flatMap(c -> dates(c).map(d -> "its authority " + subject(c) + ": " + d).stream())
          .findFirst();
    }
    if (causes(e).anyMatch(CertPathBuilderException.class::isInstance)) {
      var last = presented.chain().getLast();
      return Optional.of(
          isSelfSigned(presented.own())
              ? "self-signed"
              : "unknown authority: " + Visible.line(last.getIssuerX500Principal().getName()));
    }
    return Optional.of("not trusted: " + deepest(e));
  }

  /// Both checks fail by the same words when it is the name alone that does not fit.
  private boolean isOfName(CertificateException e) {
    return presented
        .mismatch()
        .filter(m -> Objects.equals(m.getMessage(), e.getMessage()))
        .isPresent();
  }

  private static boolean isOfDates(Throwable e) {
    return e instanceof CertificateExpiredException || e instanceof CertificateNotYetValidException;
  }

  private String mismatch() {
    var names = Names.of(presented.own());
    if (names.isEmpty()) {
      return "host name does not match: certificate is for " + subject(presented.own());
    }
    var few = String.join(", ", names.stream().limit(MOST_NAMES).map(Visible::line).toList());
    var more = names.size() - MOST_NAMES;
    return "host name does not match: certificate is for "
        + few
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String subject(X509Certificate certificate) {
    return Visible.line(certificate.getSubjectX500Principal().getName());
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static String deepest(Throwable e) {
    List<Throwable> all = causes(e).toList();
    return Handshake.words(all.getLast());
  }

  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause).limit(20);
  }
}
