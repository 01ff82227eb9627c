package irb.crash;

import irb.acceptance.Irb;
import irb.ssh.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A machine on which the change is a program that adds a line to a file: this one, or one behind a
/// real SSH server.
final class ScriptPeer implements Peer {
  private static final String CHANGE = "#!/bin/sh\necho made >>made\n";

  private final boolean remote;
  private final Path folder;
  private final Site site;
  private final String address;

  private ScriptPeer(boolean remote) throws IOException {
    this.remote = remote;
    this.folder = Files.createTempDirectory("irb-crash-script-");
    this.site = new Site(folder);
    this.address = remote ? Site.address(site.known()) : "";
  }

  /// This machine.
  static ScriptPeer shell() throws IOException {
    return new ScriptPeer(false);
  }

  /// One behind an SSH server.
  static ScriptPeer ssh() throws IOException {
    return new ScriptPeer(true);
  }

  @Override
  public String target() {
    return remote
        ? "there: {ssh: \"${{ env.HOST }}\", user: irb}"
        : "there: {local: \"${{ env.DIR }}\"}";
  }

  @Override
  public String write() {
    return toString() + ": {target: there, command: [./change]}";
  }

  @Override
  public String read() {
    return toString() + ": {target: there, command: [wc, -l, made], effect: read}";
  }

  @Override
  public String seen(String it) {
    return "int(" + it + ".words[0][0])";
  }

  @Override
  public long arrived() throws IOException {
    try (var lines = Files.lines(site.remote().resolve("made"))) {
      return lines.count();
    }
  }

  private void change(String script) throws IOException {
    var file = Files.writeString(site.remote().resolve("change"), script);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
  }

  @Override
  public void reset(Irb irb) throws IOException {
    Files.writeString(site.remote().resolve("made"), "");
    Files.deleteIfExists(site.remote().resolve("dead"));
    Files.deleteIfExists(site.remote().resolve("arrived"));
    harmless();
    irb.with("DIR", site.remote().toString()).with("HOST", address);
    irb.with("HOME", site.home().toString());
  }

  /// The program stops where irb is to be killed, and goes on once that is done.
  @Override
  public void deadly(Runnable kill, boolean before) throws IOException {
    var wait = "touch arrived\nuntil [ -e dead ]; do sleep 0.02; done\n";
    change(before ? "#!/bin/sh\n" + wait + "exit 0\n" : CHANGE + wait);
    Thread.ofVirtual()
        .start(() -> {
          while (!Files.exists(site.remote().resolve("arrived"))) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
          }
          kill.run();
          done();
        });
  }

  private void done() {
    try {
      Files.writeString(site.remote().resolve("dead"), "");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void harmless() throws IOException {
    change(CHANGE);
  }

  @Override
  public void close() throws IOException {
    site.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public String toString() {
    return remote ? "ssh" : "shell";
  }
}
