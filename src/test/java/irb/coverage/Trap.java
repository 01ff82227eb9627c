package irb.coverage;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Something in a document that would do harm, what the playbook does instead, and the drills that
/// show that the harm is not done.
record Trap(String document, String says, String harm, String instead, List<String> drills) {
  static List<Trap> all() throws IOException {
    return new YAMLMapper()
        .readValue(Account.FOLDER.resolve("traps.yaml").toFile(), new TypeReference<>() {});
  }

  /// The drills that are not there, e.g. `aidrive/complete-restart.declined`.
  List<String> missing() {
    return drills.stream()
        .filter(d ->
            !Files.isRegularFile(Path.of("runbooks", d.replaceFirst("/", "/drills/") + ".yaml")))
        .toList();
  }
}
