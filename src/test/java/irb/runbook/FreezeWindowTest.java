package irb.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import irb.runbook.Playbook.Freeze;
import irb.source.Place;
import irb.source.Source;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeWindowTest {
  private static final Place PLACE = new Place(new Source("p", ""), 1, 1);

  @ParameterizedTest
  @CsvSource({
    "2026-12-20T00:00:00Z,true",
    "2026-12-19T23:59:59Z,false",
    "2027-01-02T23:59:59Z,true",
    "2027-01-03T00:00:00Z,false"
  })
  void freezesFromADateToADate(Instant now, boolean frozen) {
    var freeze = new Freeze("2026-12-20", "2027-01-02", List.of(), "holidays", PLACE);

    assertThat(FreezeWindow.holds(freeze, now, ZoneId.of("UTC"))).isEqualTo(frozen);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T15:00:00Z,true",
    "2026-11-20T14:59:59Z,false",
    "2026-11-20T22:59:59Z,true",
    "2026-11-20T23:00:00Z,false",
    "2026-11-19T16:00:00Z,false"
  })
  void freezesSomeHoursOfADayInItsTimeZone(Instant now, boolean frozen) {
    var freeze = new Freeze("16:00", "24:00", List.of("fri"), "", PLACE);

    assertThat(FreezeWindow.holds(freeze, now, ZoneId.of("Europe/Berlin"))).isEqualTo(frozen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-12-20 | 2026-12-19 | ''  | ends before it begins",
        "16:00      | 15:00      | fri | one over midnight is two windows",
        "16:00      | 17:00      | fry | is no day",
        "16:00      | 17:00      | ''  | from a date to a date",
        "2026-12-20 | 2026-12-21 | fri | from a date to a date",
      })
  void saysWhatIsWrong(String from, String to, String day, String problem) {
    var freeze = new Freeze(from, to, day.isEmpty() ? List.of() : List.of(day), "", PLACE);

    assertThat(FreezeWindow.problem(freeze)).get().asString().contains(problem);
  }
}
