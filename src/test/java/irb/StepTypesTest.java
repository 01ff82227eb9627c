package irb;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import irb.step.ExecutorContract;
import irb.step.ReadContract;
import irb.step.StepType;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Notices what was forgotten when a step type was added.
class StepTypesTest {
  /// Exempt from the contract, each for a reason of its own.
  private static final Map<String, String> HAVE_NO_PEER =
      Map.of(
          "ask", "a person answers: nobody to be unreachable, nothing to change",
          "manual", "a person does it, and says whether it is done",
          "notify", "what it promises of its servers is proven channel by channel beside it",
          "run", "its executor only says what would run: the engine carries it out");

  /// They cannot change anything and are given no secret, whatever their YAML says.
  private static final Set<String> ONLY_READ = Set.of("tls", "dns");

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
    var contract = ONLY_READ.contains(type.key()) ? ReadContract.class : ExecutorContract.class;
    var tested =
        CLASSES.stream()
            .filter(c -> c.getPackageName().equals("irb.step." + type.key()))
            .anyMatch(c -> c.isAssignableTo(contract));

    assertThat(tested || HAVE_NO_PEER.containsKey(type.key()))
        .as("a test in irb.step.%s that implements %s", type.key(), contract.getSimpleName())
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
