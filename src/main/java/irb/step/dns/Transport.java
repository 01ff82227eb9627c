package irb.step.dns;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/// Carries a question to a name server over UDP, and over TCP when the answer does not fit;
/// [#close] ends whatever it waits for.
///
/// dnsjava's own resolver is not used: it takes the first datagram that comes for the answer, and
/// cannot be stopped.
final class Transport implements AutoCloseable {
  private static final int LARGEST = 65_535;
  private static final int MOST_STRANGERS = 1000;

  private @Nullable AutoCloseable open;
  private boolean closed;

  /// A server said something that is no DNS message.
  static final class GarbledException extends IOException {
    private static final long serialVersionUID = 1;

    GarbledException(String why) {
      super(why);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  /// The answer of `server`, which has `wait` for it.
  Message ask(Question question, InetSocketAddress server, Duration wait) throws IOException {
    var query = question.message();
    var answer = overUdp(question, query, server, wait);
    return answer.getHeader().getFlag(Flags.TC) ? overTcp(question, query, server, wait) : answer;
  }

  private Message overUdp(Question question, Message query, InetSocketAddress server, Duration wait)
      throws IOException {
    try (var socket = kept(new DatagramSocket())) {
      var out = query.toWire();
      socket.setSoTimeout(millis(wait));
      socket.connect(server);
      socket.send(new DatagramPacket(out, out.length));
      var in = new DatagramPacket(new byte[LARGEST], LARGEST);
      for (var strangers = 0; strangers < MOST_STRANGERS; strangers++) {
        in.setLength(LARGEST);
        socket.receive(in);
        var answer = answer(question, query, in.getData(), in.getLength());
        if (answer.isPresent()) {
          return answer.get();
        }
      }
      throw new GarbledException("it only says what it was not asked");
    }
  }

  private Message overTcp(Question question, Message query, InetSocketAddress server, Duration wait)
      throws IOException {
    try (var socket = kept(new Socket(Proxy.NO_PROXY))) {
      socket.connect(server, millis(wait));
      socket.setSoTimeout(millis(wait));
      var out = new ByteArrayOutputStream();
      var wire = query.toWire();
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) wire.length).array());
      out.writeBytes(wire);
      socket.getOutputStream().write(out.toByteArray());
      var in = new DataInputStream(socket.getInputStream());
      var bytes = new byte[in.readUnsignedShort()];
      in.readFully(bytes);
      return answer(question, query, bytes, bytes.length)
          .orElseThrow(() -> new GarbledException("it says what it was not asked"));
    } catch (EOFException _) {
      throw new GarbledException("it cuts its answer short");
    }
  }

  /// The message in `bytes`; empty when it is not the answer to `query`, whoever sent it.
  private static Optional<Message> answer(
      Question question, Message query, byte[] bytes, int length) throws GarbledException {
    var id = length < Header.LENGTH ? -1 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    if (id != query.getHeader().getID()) {
      return Optional.empty();
    }
    Message message;
    try {
      message = new Message(ByteBuffer.wrap(bytes, 0, length));
    } catch (IOException | RuntimeException e) {
      throw new GarbledException(e.getMessage() == null ? "no message" : e.getMessage());
    }
    var refused = message.getQuestion() == null && message.getRcode() != Rcode.NOERROR;
    return message.getHeader().getFlag(Flags.QR) && (refused || question.isIn(message))
        ? Optional.of(message)
        : Optional.empty();
  }

  private synchronized <T extends AutoCloseable> T kept(T socket) {
    open = socket;
    if (closed) {
      close();
    }
    return socket;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (open != null) {
      try {
        open.close();
      } catch (Exception _) {
        // it is of no use any more, closed or not
      }
    }
  }

  private static int millis(Duration wait) {
    return (int) Math.max(1, wait.toMillis());
  }
}
