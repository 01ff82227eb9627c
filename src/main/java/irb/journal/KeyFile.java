package irb.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A PEM file with one key in it; what it holds never stands in a message.
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record KeyFile(Path file, String kind, byte[] der) {
  static final String HOW = "make one with: openssl genpkey -algorithm ed25519 -out irb-log.pem";

  private static final int LONGEST = 1 << 16;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final Set<PosixFilePermission> NOT_OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  static KeyFile read(Path file) throws JournalException {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > LONGEST) {
        throw JournalException.refused("The key file " + file + " is too large for a key.");
      }
      var pem = PEM.matcher(new String(Files.readAllBytes(file), ISO_8859_1));
      return pem.find() ? new KeyFile(file, pem.group(1), der(pem.group(2))) : none(file);
    } catch (NoSuchFileException _) {
      throw JournalException.refused("There is no key file " + file + "; " + HOW + ".");
    } catch (IOException e) {
      throw JournalException.refused(
          "The key file " + file + " cannot be read; check its permissions.", e);
    }
  }

  private static KeyFile none(Path file) {
    return new KeyFile(file, "", new byte[0]);
  }

  private static byte[] der(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  /// Refuses a file that others may read.
  void isPrivate() throws JournalException {
    Optional<Set<PosixFilePermission>> permissions;
    try {
      permissions = Optional.of(Files.getPosixFilePermissions(file));
    } catch (IOException | UnsupportedOperationException _) {
      permissions = Optional.empty(); // this file system knows no owners
    }
    if (permissions.isPresent() && permissions.get().stream().anyMatch(NOT_OTHERS::contains)) {
      throw JournalException.refused(
          "Others may read or change the key file "
              + file
              + ". Run: chmod 600 "
              + irb.expr.Quoting.word(file.toString()));
    }
  }
}
