package irb.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoresTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb2", "SMB3", "smbfs", "fuse.sshfs"})
  void warnsOfAnotherMachine(String kind) {
    FileStores stores = _ -> kind;

    assertThat(stores.warning(new StateFolder(folder)).orElseThrow())
        .contains(folder.toString(), "locks and forces may not hold there", "set IRB_STATE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk", "apfs"})
  void isSilentAboutADiskOfThisMachine(String kind) {
    FileStores stores = _ -> kind;

    assertThat(stores.warning(new StateFolder(folder))).isEmpty();
  }

  @Test
  void asksOnceAboutTheNearestFolderThereIs() {
    var asked = new ArrayList<Path>();
    FileStores stores =
        path -> {
          asked.add(path);
          return "nfs";
        };

    assertThat(stores.warning(new StateFolder(folder.resolve("not/yet/there")))).isPresent();
    assertThat(asked).containsExactly(folder.toAbsolutePath().normalize());
  }

  @Test
  void isSilentWhereNothingIsKnown() {
    FileStores stores =
        _ -> {
          throw new IOException("no mounts");
        };

    assertThat(stores.warning(new StateFolder(folder))).isEmpty();
    assertThat(FileStores.real().warning(new StateFolder(Path.of("/")))).isEmpty();
  }
}
