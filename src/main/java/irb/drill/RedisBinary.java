package irb.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/// The program of a Redis server, unpacked once and for all.
record RedisBinary(Path unpacked) {

  /// Where it is, unpacked when it is not there yet.
  Path path() throws SandboxException {
    var machine = OsArchitecture.detectOSandArchitecture();
    var resource = ExecutableProvider.newProvidedVersionsMap().get(machine);
    if (resource == null) {
      throw new SandboxException("there is no Redis server for this kind of machine");
    }
    var binary = unpacked.resolve(resource.substring(1));
    try {
      if (!Files.isExecutable(binary)) {
        unpack(resource, binary);
      }
      return binary;
    } catch (IOException e) {
      throw new SandboxException("Redis cannot be unpacked into " + unpacked, e);
    }
  }

  /// It appears whole, or not at all: another drill may look for it at the same time.
  private void unpack(String resource, Path binary) throws IOException {
    Files.createDirectories(unpacked);
    var temporary = Files.createTempFile(unpacked, "redis-", ".part");
    try (var packed = ExecutableProvider.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new IOException(resource + " is not in its library");
      }
      Files.copy(packed, temporary, StandardCopyOption.REPLACE_EXISTING);
      if (!temporary.toFile().setExecutable(true)) {
        throw new IOException(temporary + " cannot be made executable");
      }
      Files.move(temporary, binary, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
