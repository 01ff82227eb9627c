package irb.step;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A port of this machine's loopback address that leads to a server elsewhere, e.g. `40123:9f…`.
///
/// Whoever connects to the port shows the key first, so that nobody else on this machine can use
/// it; and hears whether the server behind it took the connection, so that what it refuses counts
/// as never sent.
public record Way(int port, String key) {
  private static final int SHOWN = 32;
  private static final int OPEN = 0;

  public Way {
    if (!key.matches("[0-9a-f]{" + SHOWN + "}")) {
      throw new IllegalArgumentException("a key is " + SHOWN + " hexadecimal digits");
    }
  }

  /// The way whose [#toString] is `text`.
  public static Way parse(String text) {
    var colon = text.indexOf(':');
    return new Way(Integer.parseInt(text.substring(0, colon)), text.substring(colon + 1));
  }

  /// A key that nobody can guess.
  public static String newKey() {
    var bytes = new byte[SHOWN / 2];
    new java.security.SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// What the one who connects does first; fails when the server cannot be reached.
  void enter(Socket socket) throws IOException {
    socket.getOutputStream().write(key.getBytes(StandardCharsets.US_ASCII));
    var in = new DataInputStream(socket.getInputStream());
    if (in.read() != OPEN) {
      throw new ConnectException(in.readUTF());
    }
  }

  /// Whether the one who has connected shows the key.
  public boolean admits(InputStream in) throws IOException {
    var shown = in.readNBytes(SHOWN);
    return java.security.MessageDigest.isEqual(shown, key.getBytes(StandardCharsets.US_ASCII));
  }

  /// Tells the one who has connected that the server has taken the connection.
  public static void open(OutputStream out) throws IOException {
    out.write(OPEN);
    out.flush();
  }

  /// Tells the one who has connected why the server cannot be reached.
  public static void refuse(OutputStream out, String why) throws IOException {
    var told = new java.io.DataOutputStream(out);
    told.write(1);
    told.writeUTF(why.length() > 1000 ? why.substring(0, 1000) : why);
    told.flush();
  }

  @Override
  public String toString() {
    return port + ":" + key;
  }
}
