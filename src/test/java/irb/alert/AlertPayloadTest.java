package irb.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertPayloadTest {
  @Test
  void readsAWebhook() throws AlertException {
    var payload =
        AlertPayload.parse(
            """
            {"version": "4", "status": "firing", "groupLabels": {"alertname": "DiskFull"},
             "commonLabels": {"alertname": "DiskFull", "team": "ops"},
             "alerts": [
               {"status": "firing", "labels": {"alertname": "DiskFull", "host": "a"},
                "annotations": {"summary": "90 % full"}},
               {"status": "firing", "labels": {"alertname": "DiskFull", "host": "b"}},
               {"status": "resolved", "labels": {"alertname": "DiskFull", "host": "c", "x": "y"}}]}
            """);

    assertThat(payload.alerts()).hasSize(3);
    assertThat(payload.relevant()).hasSize(2);
    assertThat(payload.resolved()).isEqualTo(1);
    assertThat(payload.alerts().getFirst().annotations()).containsEntry("summary", "90 % full");
    assertThat(payload.labels())
        .containsOnly(
            java.util.Map.entry("alertname", "DiskFull"), java.util.Map.entry("team", "ops"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"labels\": {\"alertname\": \"A\"}, \"status\": \"firing\"}",
        "{\"labels\": {\"alertname\": \"A\", \"gone\": \"\"}, \"status\": {\"state\": \"active\"}}",
        "[{\"labels\": {\"alertname\": \"A\"}}]",
        "{\"alerts\": [], \"commonLabels\": {\"alertname\": \"A\"}}"
      })
  void readsOneAlertHoweverItIsWrapped(String text) throws AlertException {
    var payload = AlertPayload.parse(text);

    assertThat(payload.labels()).containsOnly(java.util.Map.entry("alertname", "A"));
    assertThat(payload.isResolved()).isFalse();
  }

  @Test
  void usesResolvedAlertsWhenAllAre() throws AlertException {
    var payload =
        AlertPayload.parse("{\"labels\": {\"alertname\": \"A\"}, \"status\": \"resolved\"}");

    assertThat(payload.isResolved()).isTrue();
    assertThat(payload.relevant()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no", "1", "{}", "[]", "{\"alerts\": [1, {}]}", "{\"labels\": 3}"})
  void refusesWhatHoldsNoAlert(String text) {
    assertThatThrownBy(() -> AlertPayload.parse(text)).isInstanceOf(AlertException.class);
  }

  @Test
  void refusesATextWithoutEnd() {
    assertThatThrownBy(() -> AlertPayload.parse(" ".repeat(AlertPayload.MOST_CHARACTERS + 1)))
        .hasMessageContaining("longer");
  }
}
