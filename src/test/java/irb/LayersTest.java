package irb;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The architecture picture of the README as a test: all arrows point down.
@AnalyzeClasses(packages = "irb", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule layers =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("irb..")
          .layer("main")
          .definedBy("irb")
          .layer("cli")
          .definedBy("irb.cli")
          .layer("terminal")
          .definedBy("irb.terminal")
          .layer("drill")
          .definedBy("irb.drill..")
          .layer("match")
          .definedBy("irb.match")
          .layer("alert")
          .definedBy("irb.alert")
          .layer("draft")
          .definedBy("irb.draft")
          .layer("engine")
          .definedBy("irb.engine")
          .layer("journal")
          .definedBy("irb.journal")
          .layer("runbook")
          .definedBy("irb.runbook")
          .layer("steps")
          .definedBy("irb.step.(*)..")
          .layer("ssh")
          .definedBy("irb.ssh")
          .layer("command")
          .definedBy("irb.command")
          .layer("process")
          .definedBy("irb.process")
          .layer("web")
          .definedBy("irb.web")
          .layer("step")
          .definedBy("irb.step")
          .layer("expr")
          .definedBy("irb.expr")
          .layer("source")
          .definedBy("irb.source")
          .layer("schema")
          .definedBy("irb.schema")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("terminal")
          .mayOnlyBeAccessedByLayers("cli", "main")
          .whereLayer("drill")
          .mayOnlyBeAccessedByLayers("cli", "main")
          .whereLayer("match")
          .mayOnlyBeAccessedByLayers("cli", "main")
          .whereLayer("match")
          .mayOnlyAccessLayers("alert", "runbook", "expr", "source")
          .whereLayer("alert")
          .mayOnlyBeAccessedByLayers("match", "cli", "main")
          .whereLayer("alert")
          .mayOnlyAccessLayers("expr")
          .whereLayer("draft")
          .mayOnlyBeAccessedByLayers("cli", "main")
          .whereLayer("draft")
          .mayOnlyAccessLayers("runbook", "step")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("terminal", "drill", "cli", "main")
          .whereLayer("journal")
          .mayOnlyBeAccessedByLayers("engine", "terminal", "drill", "cli", "main")
          .whereLayer("runbook")
          .mayOnlyBeAccessedByLayers("engine", "terminal", "drill", "match", "draft", "cli", "main")
          .whereLayer("steps")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("ssh")
          .mayOnlyBeAccessedByLayers("steps", "cli", "main")
          .whereLayer("ssh")
          .mayOnlyAccessLayers("command", "process", "step", "expr")
          .whereLayer("command")
          .mayOnlyBeAccessedByLayers("steps", "ssh")
          .whereLayer("command")
          .mayOnlyAccessLayers("step", "expr", "source", "schema")
          .whereLayer("process")
          .mayOnlyBeAccessedByLayers("steps", "ssh", "drill")
          .whereLayer("process")
          .mayOnlyAccessLayers("step", "expr")
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("steps")
          .whereLayer("web")
          .mayOnlyAccessLayers("step", "expr")
          .whereLayer("step")
          .mayOnlyAccessLayers("expr", "source", "schema")
          .whereLayer("expr")
          .mayOnlyAccessLayers("source")
          .whereLayer("source")
          .mayNotAccessAnyLayer()
          .whereLayer("schema")
          .mayOnlyBeAccessedByLayers("step", "steps", "command", "runbook", "drill")
          .whereLayer("schema")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule noCycles = slices().matching("irb.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule stepTypesDoNotKnowEachOther =
      slices().matching("irb.step.(*)..").should().notDependOnEachOther();

  @ArchTest static final ArchRule picocli = only("picocli..", "irb.cli..");

  @ArchTest static final ArchRule jline = only("org.jline..", "irb.terminal..");

  @ArchTest
  static final ArchRule jackson =
      only(
          "com.fasterxml.jackson..",
          "irb.source..",
          "irb.expr..",
          "irb.journal..",
          "irb.drill.kube..");

  @ArchTest static final ArchRule yaml = only("org.yaml..", "irb.source..");

  @ArchTest static final ArchRule cel = only("dev.cel..", "irb.expr..");

  @ArchTest
  static final ArchRule okhttp =
      noClasses()
          .that()
          .resideOutsideOfPackages("irb.web..", "irb.step.http..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("okhttp3..").and(not(resideInAPackage("okhttp3.tls.."))));

  @ArchTest static final ArchRule drillCertificates = only("okhttp3.tls..", "irb.drill..");

  @ArchTest
  static final ArchRule postgresql = only("org.postgresql..", "irb.step.sql..", "irb.drill..");

  @ArchTest static final ArchRule jdbc = only("java.sql..", "irb.step.sql..", "irb.drill..");

  @ArchTest
  static final ArchRule jedis = only("redis.clients..", "irb.step.redis..", "irb.drill..");

  @ArchTest static final ArchRule jsch = only("com.jcraft.jsch..", "irb.ssh..");

  @ArchTest static final ArchRule dns = only("org.xbill.DNS..", "irb.step.dns..", "irb.drill..");

  @ArchTest static final ArchRule mail = only("jakarta.mail..", "irb.step.notify..");

  @ArchTest static final ArchRule angus = only("org.eclipse.angus..", "irb.step.notify..");

  @ArchTest static final ArchRule drillServers = only("io.zonky..", "irb.drill..");

  @ArchTest static final ArchRule drillRedis = only("redis.embedded..", "irb.drill..");

  @ArchTest static final ArchRule drillSsh = only("org.apache.sshd..", "irb.drill..");

  @ArchTest
  static final ArchRule onlyMainTouchesTheSystem =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("irb.Main")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessField(System.class, "in")
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "getProperty", String.class);

  private static ArchRule only(String library, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
