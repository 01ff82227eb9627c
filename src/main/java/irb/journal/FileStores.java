package irb.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The kinds of file system that folders are on, e.g. `ext4`.
@FunctionalInterface
public interface FileStores {
  /// Those over a network, where a lock or a force may not reach the disk that it means.
  Set<String> REMOTE =
      Set.of(
          "nfs",
          "nfs3",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afpfs",
          "webdav",
          "davfs",
          "ncpfs",
          "afs",
          "fuse.sshfs",
          "sshfs",
          "fuse.rclone",
          "fuse.davfs",
          "fuse.davfs2",
          "fuse.s3fs",
          "fuse.gcsfuse",
          "fuse.cifs",
          "fuse.smbnetfs",
          "fuse.curlftpfs");

  /// The kind of file system that `folder`, which exists, is on.
  String kind(Path folder) throws IOException;

  /// Those of this machine.
  static FileStores real() {
    return folder -> Files.getFileStore(folder).type();
  }

  /// What to say when `state` lies, or will lie, on another machine.
  default Optional<String> warning(StateFolder state) {
    var folder = state.path();
    while (folder != null && !Files.isDirectory(folder)) {
      folder = folder.getParent();
    }
    try {
      var kind = folder == null ? "" : kind(folder).toLowerCase(Locale.ROOT);
      return REMOTE.contains(kind)
          ? Optional.of(
              "the state folder "
                  + state.path()
                  + " is on "
                  + kind
                  + ": locks and forces may not hold there; set IRB_STATE to a local disk")
          : Optional.empty();
    } catch (IOException | RuntimeException _) {
      return Optional.empty(); // nothing is known of it
    }
  }
}
