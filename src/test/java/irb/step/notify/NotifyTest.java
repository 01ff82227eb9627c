package irb.step.notify;

import static org.assertj.core.api.Assertions.assertThat;

import irb.source.Finding;
import irb.source.Findings;
import irb.step.Blank;
import irb.step.Channel;
import irb.step.Executor;
import irb.step.Fixtures;
import irb.step.Outcome.Ok;
import irb.step.Question;
import irb.step.Script;
import irb.step.Wording;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifyTest {
  private static final Channel ROOM =
      Messages.channel("room", new Channel.Manual(Messages.template("Post in the room")));

  @Test
  void aPersonSendsIt() throws Exception {
    var script = new Script("done");

    var outcome = Messages.send(hello(), script);

    assertThat(outcome).isInstanceOf(Ok.class);
    assertThat(outcome.fields()).containsEntry("sent", true).doesNotContainKey("manual");
    assertThat(script.asked())
        .extracting(Question::text)
        .containsExactly("Post in the room\nBack at 03:10");
  }

  @Test
  void whatIsNotSentStaysATaskAndFailsNothing() throws Exception {
    var task = "Post in the room\nBack at 03:10";

    for (var outcome :
        List.of(
            Messages.send(hello(), new Script("not_done")),
            Messages.send(hello(), new Script()),
            Messages.send(hello()))) {
      assertThat(outcome).isInstanceOf(Ok.class);
      assertThat(outcome.fields())
          .containsEntry("sent", false)
          .containsEntry("status", "manual")
          .containsEntry("manual", task);
    }
  }

  @Test
  void takesSubjectTextBlanksAndChannelsOfItsTemplate() throws Exception {
    var cause = new Blank("cause", Optional.of("Cause?"), Optional.empty());
    var wording =
        new Wording(
            List.of(ROOM, Messages.external("page", ROOM.way())),
            List.of(cause),
            Optional.of(Messages.template("It is over")),
            Messages.template("Because of ${{ fields.cause }}"));

    var action = Fixtures.action(new NotifyStep(), "{template: over}").with(wording);

    assertThat(action.blanks()).containsExactly(cause);
    assertThat(action.isExternal()).isTrue();
    assertThat(
            action
                .executor(
                    Fixtures.rendering(Map.of("fields", Map.of("cause", "a full disk"))),
                    Optional.empty())
                .text())
        .isEqualTo("Send to room, page [external]: It is over\nBecause of a full disk");
  }

  @Test
  void aChannelOfItsOwnBeatsThoseOfTheTemplate() {
    var action = Fixtures.action(new NotifyStep(), "{channel: room, template: over}");
    var wording = Messages.wording("S", "T", Messages.external("page", ROOM.way()));

    assertThat(action.with(wording).with(ROOM).isExternal()).isFalse();
  }

  @Test
  void nobodyIsToldInADrill() throws Exception {
    var muted = ROOM.muted("a drill tells nobody");
    var action = Fixtures.action(new NotifyStep(), "{channel: room, text: Hello}").with(muted);

    var outcome = Messages.send(action.executor(Fixtures.rendering(Map.of()), Optional.empty()));

    assertThat(action.readiness(Fixtures.rendering(Map.of())).warnings()).isEmpty();
    assertThat(outcome.fields()).containsEntry("sent", false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{channel: a} | needs 'template' or 'text'",
        "{text: a} | needs 'channel'",
        "{channel: a, text: b, template: c} | not both",
        "{chanel: a, text: b} | did you mean 'channel'?",
        "{channel: a, text: ' '} | says nothing",
        "{channel: a, text: b, action: reslove} | did you mean 'resolve'?",
        "[a] | is a mapping, and this is a list",
      })
  void saysWhatIsWrong(String yaml, String message) {
    assertThat(String.join("", Fixtures.findings(new NotifyStep(), yaml))).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{channel: room, action: resolve} | only a pagerduty channel has an 'action'",
        "{channel: room, text: a, dedup_key: b} | only a pagerduty channel has a 'dedup_key'",
      })
  void saysWhatDoesNotFitItsChannel(String yaml, String message) {
    var findings = new Findings();

    Fixtures.action(new NotifyStep(), yaml).with(ROOM).check(findings);

    assertThat(findings.all())
        .extracting(Finding::text)
        .singleElement()
        .asString()
        .contains(message);
  }

  private static Executor hello() throws Exception {
    return Messages.executor(
        "{channel: room, text: 'Back at ${{ at }}'}", ROOM, Map.of("at", "03:10"));
  }
}
