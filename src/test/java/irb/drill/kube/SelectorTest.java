package irb.drill.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
  private static KubeObject pod() {
    var pod = KubeObject.of(Kind.POD, "shop", "api-1");
    pod.metadata().putObject("labels").put("app", "api").put("tier", "");
    pod.status().put("phase", "Running");
    return pod;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app=api             | true
          app==api,tier=      | true
          app!=api            | false
          none!=x             | true
          app in (web, api)   | true
          app notin (web,api) | false
          none notin (x)      | true
          app,!none           | true
          !app                | false
          """)
  void labelsAreRequired(String selector, boolean matches) {
    assertThat(LabelSelector.parse(selector).matches(pod())).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          metadata.name=api-1,status.phase==Running | true
          status.phase!=Running                     | false
          spec.nodeName=                            | true
          """)
  void fieldsAreRequired(String selector, boolean matches) {
    assertThat(FieldSelector.parse(selector).matches(pod())).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "=x", "a in x", "a=b,,c", "a>1"})
  void refusesWhatIsNoSelector(String selector) {
    assertThatThrownBy(() -> LabelSelector.parse(selector)).isInstanceOf(ApiError.class);
  }
}
