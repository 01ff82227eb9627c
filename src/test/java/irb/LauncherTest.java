package irb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/irb`, copied beside a tiny program that prints its first line, its words and what the
/// launcher told it.
class LauncherTest {
  private static final String PROGRAM =
      """
      package irb;

      public class Main {
        public static void main(String[] args) {
          System.out.println("TEXT");
          System.out.println("words " + String.join(" ", args));
          System.out.println("home " + System.getProperty("irb.home"));
          System.out.println("terminal " + System.getProperty("irb.terminal"));
          System.out.println("stdin " + System.getProperty("irb.stdin"));
          System.out.println("path " + System.getProperty("java.class.path"));
          System.out.println("cache " + String.join(" ",
              ProcessHandle.current().info().arguments().orElseThrow()).contains("-XX:AOTCache="));
        }
      }
      """;

  @TempDir Path temp;
  private Path home;

  @BeforeEach
  void install() throws IOException {
    temp = temp.toRealPath();
    home = Files.createDirectories(temp.resolve("a folder/irb"));
    Files.createDirectories(home.resolve("target/lib"));
    Files.createDirectories(home.resolve("bin"));
    Files.copy(Path.of("bin/irb"), home.resolve("bin/irb"));
    allow(home.resolve("bin/irb"));
    program("first", home.resolve("target/irb.jar"));
  }

  @Test
  void runsTheProgramWithItsWords() throws Exception {
    untrained();

    var ran = irb("list", "a b", "--", "*");

    assertThat(ran.out()).startsWith("first\nwords list a b -- *\nhome " + home + "\n");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
  }

  @Test
  void saysThatPipesAreNoTerminals() throws Exception {
    untrained();

    var ran = irb("list");

    assertThat(ran.out()).contains("\nterminal 000\n", "\nstdin null\n");
  }

  @Test
  void worksThroughSymbolicLinksFromAnywhere() throws Exception {
    untrained();
    var elsewhere = Files.createDirectories(temp.resolve("else where"));
    Files.createSymbolicLink(elsewhere.resolve("one"), Path.of("../a folder/irb/bin/irb"));
    Files.createSymbolicLink(elsewhere.resolve("two"), Path.of("one"));
    Files.createSymbolicLink(elsewhere.resolve("bin"), home.resolve("bin"));

    for (var command : List.of("./two", elsewhere + "/one", "bin/irb")) {
      var ran = start(elsewhere, jdk(), command, "x").result();

      assertThat(ran.out()).contains("home " + home + "\n");
      assertThat(ran.err()).isEmpty();
    }
  }

  @Test
  void trainsACacheOnTheFirstStartAndUsesItFromThenOn() throws Exception {
    var first = irb("list");
    var trained = Files.getLastModifiedTime(cache());
    var second = irb("list");

    assertThat(first.err()).as("silent where nobody watches").isEmpty();
    assertThat(first.out()).startsWith("first\n").contains("cache true");
    assertThat(second.out()).contains("cache true");
    assertThat(Files.getLastModifiedTime(cache())).isEqualTo(trained);
    assertThat(names(home.resolve("target")))
        .containsExactlyInAnyOrder("irb.jar", "lib", cache().getFileName().toString());
  }

  @Test
  void runsTheNewProgramWhenACacheHoldsTheOldOne() throws Exception {
    irb("list");
    program("second", home.resolve("target/irb.jar"));
    redate(cache(), -1);
    untrained();

    var ran = irb("list");

    assertThat(ran.out()).startsWith("second\n").contains("cache false");
  }

  @Test
  void leavesACacheAsideWhenALibraryIsNewer() throws Exception {
    irb("list");
    redate(cache(), -1);
    redate(home.resolve("target/irb.jar"), -2);
    untrained();

    var ran = irb("list");

    assertThat(ran.out()).contains("cache false");
  }

  @Test
  void saysNothingOfABrokenCache() throws Exception {
    Files.writeString(cache(), "not a cache");
    redate(cache(), 1);

    var ran = irb("list");

    assertThat(ran.out()).startsWith("first\n").contains("cache true");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
  }

  @Test
  void triesATrainingThatFailsOnlyOnce() throws Exception {
    var fake = Map.of("IRB_JAVA_HOME", jdk("99.0.1", temp.resolve("fake")).toString());

    var first = start(home, fake, "bin/irb", "list").result();
    var second = start(home, fake, "bin/irb", "list").result();

    assertThat(first.out() + second.out()).isEqualTo("99.0.1 list\n99.0.1 list\n");
    assertThat(Files.readAllLines(temp.resolve("fake/calls")))
        .containsExactly("train", "list", "list");
  }

  @Test
  void putsDrillServersBehindTheJarForDrillsAlone() throws Exception {
    irb("list");
    var jar = home.resolve("target/irb.jar").toString();
    var server = home.resolve("target/lib-drill/server.jar");
    Files.createDirectories(server.getParent());
    program("server", server);

    var drill = irb("--runbooks", "some where", "drill", "x");

    assertThat(drill.out()).startsWith("first\n").contains("path " + jar + ":" + server + "\n");
    assertThat(drill.out()).contains("cache true");
    assertThat(irb("list").out()).contains("path " + jar + "\n");
    assertThat(irb("run", "--", "drill").out()).contains("path " + jar + "\n");
  }

  @Test
  void refusesAJavaThatIsTooOldWhenItWasAskedFor() throws Exception {
    var old = jdk("17.0.15", temp.resolve("old"));

    var ran = start(home, Map.of("IRB_JAVA_HOME", old.toString()), "bin/irb", "list").result();

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            "irb: IRB_JAVA_HOME is %s, which is a Java 17.0.15 and not a JDK 25 or later. "
                    .formatted(old)
                + "Point it at one, or unset it to let irb search.\n");
  }

  @Test
  void refusesAFolderThatIsNoJdkWhenItWasAskedFor() throws Exception {
    var ran = start(home, Map.of("IRB_JAVA_HOME", "/nowhere"), "bin/irb", "list").result();

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err()).startsWith("irb: IRB_JAVA_HOME is /nowhere, which is not a JDK 25");
  }

  @Test
  void passesOverAnOldJavaHomeAndPrefersTheNewest() throws Exception {
    var old = jdk("17.0.15", temp.resolve("old"));
    jdk("99.0.9", temp.resolve("user/.jdks/a"));
    jdk("99.0.10", temp.resolve("user/.jdks/b"));
    jdk("99", temp.resolve("user/.jdks/c"));
    var environment = Map.of("JAVA_HOME", old.toString(), "HOME", temp.resolve("user").toString());

    var ran = start(home, environment, "bin/irb", "list").result();

    assertThat(ran.out()).isEqualTo("99.0.10 list\n");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void buildsOnceWhenTwoFirstStartsMeet() throws Exception {
    untrained();
    var environment = maven("sleep 1\nmkdir -p target/lib\ncp built.jar target/irb.jar");
    Files.move(home.resolve("target/irb.jar"), home.resolve("built.jar"));

    var one = start(home, environment, "bin/irb", "one");
    var two = start(home, environment, "bin/irb", "two");

    assertThat(one.result().out()).contains("words one\n");
    assertThat(two.result().out()).contains("words two\n");
    assertThat(one.result().err() + two.result().err()).containsOnlyOnce("irb: building it");
    assertThat(Files.readAllLines(temp.resolve("tools/calls")))
        .singleElement()
        .asString()
        .contains("-Dmaven.test.skip package");
    assertThat(home.resolve("target/.building")).doesNotExist();
  }

  @Test
  void buildsAgainWhatADeadBuildLeft() throws Exception {
    untrained();
    var environment = maven("true");
    var dead = new ProcessBuilder("true").start();
    dead.waitFor();
    var lock = Files.createDirectories(home.resolve("target/.building"));
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

    var ran = start(home, environment, "bin/irb", "x").result();

    assertThat(ran.out()).startsWith("first\n");
    assertThat(temp.resolve("tools/calls")).exists();
    assertThat(lock).doesNotExist();
  }

  @Test
  void tellsOfABuildThatFailsAndLeavesNothingHalfBuilt() throws Exception {
    Files.delete(home.resolve("target/irb.jar"));
    var environment = maven("echo half > target/irb.jar\necho BROKEN\nexit 1");

    var ran = start(home, environment, "bin/irb", "list").result();

    assertThat(ran.exit()).isEqualTo(70);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("BROKEN\nirb: the build failed; 'mvn package' in " + home);
    assertThat(names(home.resolve("target"))).containsExactly("lib");
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    Files.delete(home.resolve("target/irb.jar"));
    var environment = new TreeMap<>(maven("true"));
    Files.delete(temp.resolve("tools/mvn"));

    var ran = start(home, environment, "bin/irb", "list").result();

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err())
        .isEqualTo(
            "irb: it is not built yet, which takes Maven 3.8 or later, "
                + "and there is no mvn on the PATH. Install Maven.\n");
  }

  /// What a start gave back.
  private record Ran(String out, String err, int exit) {}

  /// A start under way, its output going to two files.
  private record Started(Process process, Path out, Path err) {
    Ran result() throws IOException, InterruptedException {
      var exit = process.waitFor();
      return new Ran(Files.readString(out), Files.readString(err), exit);
    }
  }

  private Ran irb(String... words) throws Exception {
    var command = new ArrayList<>(List.of("bin/irb"));
    command.addAll(List.of(words));
    return start(home, jdk(), command.toArray(String[]::new)).result();
  }

  /// Starts with an environment that holds PATH and the given variables, nothing else.
  private Started start(Path folder, Map<String, String> environment, String... command)
      throws IOException {
    var out = Files.createTempFile(temp, "out", "");
    var err = Files.createTempFile(temp, "err", "");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    return new Started(builder.start(), out, err);
  }

  /// The JDK of this test.
  private static Map<String, String> jdk() {
    return Map.of("IRB_JAVA_HOME", System.getProperty("java.home"));
  }

  /// A folder that looks like a JDK; its java prints the version and the words behind `irb.Main`,
  /// and notes them in `calls`.
  private static Path jdk(String version, Path folder) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(
        folder.resolve("release"), "LIBC=\"gnu\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(
        folder.resolve("bin/java"),
        "while [ \"$1\" != irb.Main ]; do shift; done\nshift\necho \"$@\" >> '%s/calls'\necho %s \"$@\""
            .formatted(folder, version));
    return folder;
  }

  /// A PATH that holds the few tools the launcher uses, and a Maven that does as told and notes its
  /// words in `calls`.
  private Map<String, String> maven(String body) throws IOException {
    var tools = Files.createDirectories(temp.resolve("tools"));
    for (var tool : List.of("cp", "mkdir", "mv", "readlink", "rm", "sleep", "touch")) {
      script(tools.resolve(tool), "PATH=/usr/bin:/bin\nexec " + tool + " \"$@\"");
    }
    script(tools.resolve("mvn"), "echo \"$@\" >> '%s/calls'\n%s".formatted(tools, body));
    var environment = new TreeMap<>(jdk());
    environment.put("PATH", tools.toString());
    return environment;
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    allow(file);
  }

  private static void allow(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Compiles the program with a first line of its own into a jar.
  private void program(String text, Path jar) throws IOException {
    var source = Files.createDirectories(temp.resolve("source")).resolve("Main.java");
    Files.writeString(source, PROGRAM.replace("TEXT", text));
    var compiler = ToolProvider.getSystemJavaCompiler();
    var words = new String[] {"-d", temp.resolve("classes").toString(), source.toString()};
    assertThat(compiler.run(null, null, null, words)).isZero();
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("irb/Main.class"));
      Files.copy(temp.resolve("classes/irb/Main.class"), out);
    }
  }

  private Path cache() {
    var version =
        Runtime.version().version().stream().map(String::valueOf).collect(Collectors.joining("."));
    return home.resolve("target/irb-" + version + ".aot");
  }

  /// Marks the training as tried, so that a test that is not about it does not wait for it.
  private void untrained() throws IOException {
    var marker = Path.of(cache() + ".tried");
    Files.writeString(marker, "");
    redate(marker, 60);
  }

  private static void redate(Path file, int minutes) throws IOException {
    var modified = Files.getLastModifiedTime(file).toInstant();
    Files.setLastModifiedTime(file, FileTime.from(modified.plus(Duration.ofMinutes(minutes))));
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
