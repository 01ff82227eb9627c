package irb.terminal;

import irb.expr.Masker;
import irb.expr.Times;
import irb.expr.Visible;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Foreign values as a screen may show them: without secrets, and with nothing invisible in them.
///
/// Masking comes before anything is cut or wrapped: half a secret is no longer recognised.
final class Shown {
  private final Masker masker;

  Shown(Masker masker) {
    this.masker = masker;
  }

  /// `value` on one line, e.g. `27`, `null`, `4.1s`, `2026-11-21T03:10:45Z`.
  String line(Object value) {
    return Visible.line(masker.mask(text(value)));
  }

  /// A text as its lines, without blank ones at the end.
  List<String> lines(String text) {
    var visible = Visible.text(masker.mask(text.replace("\r\n", "\n"))).replace("\t", "    ");
    return visible.stripTrailing().lines().toList();
  }

  private static String text(Object value) {
    return switch (value) {
      case Instant time -> Times.text(time.truncatedTo(ChronoUnit.SECONDS));
      case Duration duration -> Elapsed.text(duration);
      case List<?> list ->
          list.stream().map(Shown::text).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> e.getKey() + ": " + text(e.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      default -> value.toString();
    };
  }
}
