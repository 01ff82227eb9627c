package irb.crash;

import static org.assertj.core.api.Assertions.assertThat;

import irb.acceptance.Child;
import irb.acceptance.Servers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `kill -9` by the very peer that a change arrives at: the change is in doubt, and its verify says
/// whether it was made.
@ResourceLock("the shared servers")
@ExtendWith(Servers.class)
class MidEffectTest {
  private static final List<Peer> peers = new ArrayList<>();

  @TempDir Path folder;

  @BeforeAll
  static void start(Servers.All servers) throws Exception {
    peers.addAll(
        List.of(
            new HttpPeer(),
            new SqlPeer(servers.first()),
            new RedisPeer(),
            ScriptPeer.shell(),
            ScriptPeer.ssh()));
    if (KubePeer.isThere()) {
      peers.add(new KubePeer());
    }
  }

  @AfterAll
  static void stop() throws Exception {
    for (var peer : peers) {
      peer.close();
    }
    peers.clear();
  }

  static List<Peer> peers() {
    return peers;
  }

  /// One that irb talks to over the network, and one that it starts.
  static List<Peer> somePeers() {
    return List.of(peers.getFirst(), peers.getLast());
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("somePeers")
  void afterItTookEffectTheVerifySettlesIt(Peer peer) throws Exception {
    settled(peer);
  }

  @Tag("proof")
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("peers")
  void afterItTookEffectAnywhereTheVerifySettlesIt(Peer peer) throws Exception {
    settled(peer);
  }

  private void settled(Peer peer) throws Exception {
    var ordeal = killedInTheEffect(peer, false);

    assertThat(ordeal.end()).as(ordeal.as("resolved")).isZero();

    assertThat(peer.arrived()).isEqualTo(1);
    ordeal.irb().run("log", "show").exits(0).says("'change' was in doubt; 'made' settles it");
  }

  @Tag("proof")
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("peers")
  void beforeItTookEffectItStaysInDoubt(Peer peer) throws Exception {
    var ordeal = killedInTheEffect(peer, true);

    assertThat(ordeal.end()).as(ordeal.as("in doubt")).isEqualTo(7);
    assertThat(peer.arrived()).isZero();

    // what it is to do is for a person to say
    ordeal.irb().run("resume", "--yes").exits(7);
    assertThat(peer.arrived()).isZero();
    ordeal.irb().run("resume", "--from", "change", "--yes").exits(0).says("RESOLVED");
    assertThat(peer.arrived()).isEqualTo(1);
  }

  private Ordeal killedInTheEffect(Peer peer, boolean before) throws Exception {
    var ordeal = new Ordeal(Scenario.of(peer), folder);
    var process = new CompletableFuture<Child>();
    peer.deadly(() -> process.thenAccept(Child::kill).join(), before);
    try (var child = Child.start(ordeal.irb(), "run", "change", "--yes")) {
      process.complete(child);
      child.await().exits(137);
    }
    if (!before) {
      // the peer goes on by itself
      for (var i = 0; i < 1000 && peer.arrived() == 0; i++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
    ordeal.told("killed in the effect");
    peer.harmless();
    return ordeal;
  }
}
