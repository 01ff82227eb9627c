package irb.acceptance;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A server that goes some way with each client, and then says nothing more until it is closed.
final class Hanging implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private volatile boolean heard;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /// Whether the talk with some client came to its end, so that its request was read.
  boolean hasHeard() {
    return heard;
  }

  /// What it says before it falls silent.
  interface Talk {
    void with(DataInputStream in, OutputStream out) throws IOException;
  }

  Hanging(Talk talk) throws IOException {
    Thread.ofVirtual().start(() -> accept(talk));
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept(Talk talk) {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(talk, socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Talk talk, Socket socket) {
    try (socket) {
      talk.with(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
      heard = true;
      drain(socket.getInputStream());
    } catch (IOException _) {
      // the client has gone
    }
  }

  private static void drain(InputStream in) throws IOException {
    while (in.read() >= 0) {
      // silence
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
  }

  /// Nothing at all; whether anything was sent to it is not looked at.
  static void silence(DataInputStream in, OutputStream out) throws IOException {
    drain(in);
  }

  /// A PostgreSQL server that wants TLS, and does not answer its hello.
  static void postgresTls(DataInputStream in, OutputStream out) throws IOException {
    in.readNBytes(8);
    out.write('S');
    out.flush();
  }

  /// A PostgreSQL server that asks for a password, and does not say what it thinks of it.
  static void postgresPassword(DataInputStream in, OutputStream out) throws IOException {
    in.readNBytes(in.readInt() - 4);
    out.write(new byte[] {'R', 0, 0, 0, 12, 0, 0, 0, 5, 1, 2, 3, 4});
    out.flush();
  }

  /// A PostgreSQL server that is ready for a query, and answers none.
  static void postgresQuery(DataInputStream in, OutputStream out) throws IOException {
    in.readNBytes(in.readInt() - 4);
    out.write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 0});
    for (var setting :
        List.of(
            "server_version\00018.0",
            "server_encoding\0UTF8",
            "client_encoding\0UTF8",
            "DateStyle\0ISO, MDY",
            "TimeZone\0UTC",
            "integer_datetimes\0on",
            "standard_conforming_strings\0on")) {
      var text = (setting + "\0").getBytes(StandardCharsets.US_ASCII);
      out.write(new byte[] {'S', 0, 0, 0, (byte) (text.length + 4)});
      out.write(text);
    }
    out.write(new byte[] {'K', 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 2});
    out.write(new byte[] {'Z', 0, 0, 0, 5, 'I'});
    out.flush();
  }

  /// An HTTP server that stops in the middle of its headers.
  static void halfTheHeaders(DataInputStream in, OutputStream out) throws IOException {
    request(in);
    out.write("HTTP/1.1 200 OK\r\nContent-Le".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /// An HTTP server whose body comes letter by letter, for ever.
  static void trickle(DataInputStream in, OutputStream out) throws IOException {
    request(in);
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              out.write('.');
              out.flush();
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
          } catch (IOException _) {
            // the client has gone
          }
        });
  }

  private static void request(DataInputStream in) throws IOException {
    var last = new StringBuilder();
    while (last.indexOf("\r\n\r\n") < 0) {
      last.append((char) in.readUnsignedByte());
    }
  }
}
