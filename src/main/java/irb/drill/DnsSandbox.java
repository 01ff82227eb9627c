package irb.drill;

import irb.step.Target;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/// A real name server on a free port of this machine, over UDP and TCP; it knows what the drill
/// says.
final class DnsSandbox implements Sandbox {
  private static final String HOST = "127.0.0.1";
  private static final int LARGEST_DATAGRAM = 512;
  private static final int LARGEST = 65_535;
  private static final int MOST_TRIES = 20;

  private final String name;
  private final List<String> unexpected = new CopyOnWriteArrayList<>();
  private volatile Zone zone;
  private @Nullable Sockets sockets;
  private int port;

  private record Sockets(DatagramSocket udp, ServerSocket tcp) {}

  private DnsSandbox(String name, Zone zone) {
    this.name = name;
    this.zone = zone;
  }

  static DnsSandbox start(String name, Plan.Dns plan) throws SandboxException {
    var sandbox = new DnsSandbox(name, plan.zone());
    sandbox.start();
    return sandbox;
  }

  /// Starts it, again on the same port when it ran before.
  void start() throws SandboxException {
    try {
      var started = open(MOST_TRIES);
      sockets = started;
      port = started.tcp().getLocalPort();
      Thread.ofVirtual().start(() -> serveUdp(started.udp()));
      Thread.ofVirtual().start(() -> serveTcp(started.tcp()));
    } catch (IOException e) {
      throw new SandboxException("no name server can be started for '" + name + "'", e);
    }
  }

  /// One port for both; where somebody has it for UDP, another one.
  private Sockets open(int tries) throws IOException {
    var tcp = new ServerSocket(port, 50, InetAddress.ofLiteral(HOST));
    try {
      return new Sockets(new DatagramSocket(tcp.getLocalPort(), InetAddress.ofLiteral(HOST)), tcp);
    } catch (BindException e) {
      tcp.close();
      if (tries == 1) {
        throw e;
      }
      return open(tries - 1);
    }
  }

  int port() {
    return port;
  }

  void stop() {
    var running = sockets;
    sockets = null;
    if (running != null) {
      running.udp().close();
      try {
        running.tcp().close();
      } catch (IOException _) {
        // it is closed all the same
      }
    }
  }

  /// Knows these names from now on, beside those that they do not replace.
  void change(Zone changed) {
    zone = zone.with(changed);
  }

  Zone zone() {
    return zone;
  }

  void restore(Zone before) {
    zone = before;
  }

  private void serveUdp(DatagramSocket socket) {
    var in = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (!socket.isClosed()) {
      try {
        in.setLength(LARGEST);
        socket.receive(in);
        var query = new Message(Arrays.copyOf(in.getData(), in.getLength()));
        var out = answer(query).toWire(LARGEST_DATAGRAM);
        socket.send(new DatagramPacket(out, out.length, in.getSocketAddress()));
      } catch (IOException _) {
        // it was stopped, or was sent no question
      }
    }
  }

  private void serveTcp(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (var client = socket.accept()) {
        var in = new DataInputStream(client.getInputStream());
        var query = new byte[in.readUnsignedShort()];
        in.readFully(query);
        var wire = answer(new Message(query)).toWire(LARGEST);
        var out = new DataOutputStream(client.getOutputStream());
        out.writeShort(wire.length);
        out.write(wire);
        out.flush();
      } catch (IOException _) {
        // it was stopped, or was sent no question
      }
    }
  }

  private Message answer(Message query) {
    var question = query.getQuestion();
    if (question != null && !zone.knows(question.getName())) {
      unexpected.add("the name " + question.getName().toString(true));
    }
    return zone.answer(query);
  }

  @Override
  public @Nullable Target target() {
    return null;
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("host", HOST, "port", Integer.toString(port), "server", HOST + ":" + port);
  }

  @Override
  public String words() {
    return "a name server on port " + port + " that knows " + zone.entries().size() + " names";
  }

  @Override
  public boolean isReal() {
    return true;
  }

  @Override
  public List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  @Override
  public void close() {
    stop();
  }
}
