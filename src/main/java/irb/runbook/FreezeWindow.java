package irb.runbook;

import irb.runbook.Playbook.Freeze;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/// Tells whether a moment lies in a time in which nothing is changed: between two dates, the last
/// one included, or on some weekdays between two times of day.
public final class FreezeWindow {
  private FreezeWindow() {}

  /// Whether `now` is frozen, in the playbook's time zone.
  public static boolean holds(Freeze freeze, Instant now, ZoneId zone) {
    var local = now.atZone(zone);
    if (freeze.days().isEmpty()) {
      var today = local.toLocalDate();
      return !today.isBefore(LocalDate.parse(freeze.from()))
          && !today.isAfter(LocalDate.parse(freeze.to()));
    }
    var minute = local.toLocalTime().toSecondOfDay() / 60;
    return freeze.days().stream()
            .anyMatch(d -> day(d).filter(local.getDayOfWeek()::equals).isPresent())
        && minute >= minute(freeze.from())
        && minute < minute(freeze.to());
  }

  /// What is wrong with a window as written.
  static Optional<String> problem(Freeze freeze) {
    try {
      if (freeze.days().isEmpty()) {
        return LocalDate.parse(freeze.from()).isAfter(LocalDate.parse(freeze.to()))
            ? Optional.of("a freeze window ends before it begins")
            : Optional.empty();
      }
      var unknown = freeze.days().stream().filter(d -> day(d).isEmpty()).findFirst();
      if (unknown.isPresent()) {
        return Optional.of(
            "'" + unknown.get() + "' is no day; days are mon tue wed thu fri sat sun");
      }
      return minute(freeze.from()) >= minute(freeze.to())
          ? Optional.of("a freeze window ends before it begins; one over midnight is two windows")
          : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.of(
          "a freeze window goes from a date to a date, or with 'days' from a time to a time");
    }
  }

  private static int minute(String time) {
    return time.equals("24:00") ? 24 * 60 : LocalTime.parse(time).toSecondOfDay() / 60;
  }

  private static Optional<DayOfWeek> day(String word) {
    for (var day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).equals(word.toUpperCase(Locale.ROOT))) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }
}
