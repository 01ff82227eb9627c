package irb;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import irb.step.ExecutorContract;
import irb.step.StepType;
import java.util.Collection;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Notices what was forgotten when a step type was added.
class StepTypesTest {
  /// They ask people: there is no peer that could be unreachable, and nothing they could change.
  private static final Set<String> ASK_PEOPLE = Set.of("ask", "manual", "notify");

  private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("irb.step");

  static Collection<StepType> types() {
    return StepTypes.all().values();
  }

  @ParameterizedTest
  @MethodSource("types")
  void livesInAPackageOfItsName(StepType type) {
    assertThat(type.getClass().getPackageName()).isEqualTo("irb.step." + type.key());
  }

  @ParameterizedTest
  @MethodSource("types")
  void hasHelpAndAnExample(StepType type) {
    assertThat(type.help()).isNotBlank();
    assertThat(type.example()).contains(type.key() + ":");
  }

  @ParameterizedTest
  @MethodSource("types")
  void passesTheContractTest(StepType type) {
    var tested =
        CLASSES.stream()
            .filter(c -> c.getPackageName().equals("irb.step." + type.key()))
            .anyMatch(c -> c.isAssignableTo(ExecutorContract.class));

    assertThat(tested || ASK_PEOPLE.contains(type.key()))
        .as("a test in irb.step.%s that implements ExecutorContract", type.key())
        .isTrue();
  }

  @Test
  void everyStepTypeIsInTheList() {
    var written =
        CLASSES.stream()
            .filter(c -> c.isAssignableTo(StepType.class) && !c.isInterface())
            .filter(c -> !c.getSimpleName().isEmpty())
            .map(c -> c.getName())
            .filter(n -> n.matches("irb\\.step\\.\\w+\\.\\w+Step"))
            .toList();

    assertThat(types().stream().map(t -> t.getClass().getName()))
        .containsExactlyInAnyOrderElementsOf(written);
  }
}
