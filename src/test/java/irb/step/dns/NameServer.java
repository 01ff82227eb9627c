package irb.step.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A name server on loopback, over UDP and TCP, that answers what a test says.
final class NameServer implements AutoCloseable {
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final int port;
  private final Script script;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);

  /// The datagrams, or the one message over TCP, that answer `query`.
  interface Script {
    List<byte[]> answers(Message query, boolean overTcp) throws IOException;
  }

  NameServer(Script script) throws IOException {
    this.script = script;
    this.tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.udp = udpBeside(tcp);
    this.port = tcp.getLocalPort();
    Thread.ofVirtual().start(this::serveUdp);
    Thread.ofVirtual().start(this::serveTcp);
  }

  /// On the same port; it is taken for UDP once in a blue moon.
  private static DatagramSocket udpBeside(ServerSocket tcp) throws IOException {
    try {
      return new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
    } catch (BindException e) {
      tcp.close();
      throw e;
    }
  }

  /// One whose answer to everything is `records`, in zone file form: `NAME TYPE DATA`.
  static NameServer with(String... records) throws IOException {
    return new NameServer((query, _) -> List.of(answer(query, 0, records).toWire()));
  }

  /// One that never answers.
  static NameServer silent() throws IOException {
    return new NameServer((_, _) -> List.of());
  }

  static Message answer(Message query, int rcode, String... records) throws IOException {
    var answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setRcode(rcode);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    for (var record : records) {
      var parts = record.split(" ", 3);
      answer.addRecord(
          Record.fromString(
              Name.fromString(parts[0], Name.root),
              Type.value(parts[1]),
              DClass.IN,
              300,
              parts[2],
              Name.root),
          Section.ANSWER);
    }
    return answer;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /// For `server:` in YAML.
  String text() {
    return "127.0.0.1:" + port;
  }

  /// What it was asked, e.g. `A api.example. over UDP`.
  List<String> asked() {
    return List.copyOf(asked);
  }

  void awaitQuestion() throws InterruptedException {
    if (!first.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody asked");
    }
  }

  private void serveUdp() {
    var in = new DatagramPacket(new byte[65_535], 65_535);
    while (!udp.isClosed()) {
      try {
        in.setLength(65_535);
        udp.receive(in);
        var query = new Message(java.util.Arrays.copyOf(in.getData(), in.getLength()));
        for (var out : answers(query, false)) {
          udp.send(new DatagramPacket(out, out.length, in.getSocketAddress()));
        }
      } catch (IOException _) {
        // closed, or it asked nonsense
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try (var socket = tcp.accept()) {
        serve(socket);
      } catch (IOException _) {
        // closed
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    var bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    var out = new DataOutputStream(socket.getOutputStream());
    for (var message : answers(new Message(bytes), true)) {
      out.writeShort(message.length);
      out.write(message);
    }
    out.flush();
  }

  private List<byte[]> answers(Message query, boolean overTcp) throws IOException {
    var question = query.getQuestion();
    asked.add(
        Type.string(question.getType())
            + " "
            + question.getName()
            + (overTcp ? " over TCP" : " over UDP"));
    first.countDown();
    return script.answers(query, overTcp);
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
