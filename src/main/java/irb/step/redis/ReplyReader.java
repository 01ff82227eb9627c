package irb.step.redis;

import irb.expr.Null;
import irb.step.Reason;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/// Reads one answer in RESP 2 or 3 as a value of ours, and no more of it than is kept: Jedis makes
/// room for whatever length a server announces.
final class ReplyReader {
  static final int MOST_BYTES = 1 << 20;
  static final int MOST_ELEMENTS = 10_000;
  private static final int DEEPEST = 32;

  private final RedisInputStream in;
  private int bytes;
  private int elements;
  private int depth;

  ReplyReader(RedisInputStream in) {
    this.in = in;
  }

  /// The answer; an error is thrown, as a [JedisDataException].
  Object read() {
    var type = in.readByte();
    while (type == '|' || type == '>') {
      // attributes and pushed messages are no part of the answer
      count(1);
      var _ = type == '|' ? map() : list();
      type = in.readByte();
    }
    return read(type);
  }

  private Object read(byte type) {
    return switch (type) {
      case '+' -> text(line());
      case ':' -> number(ascii());
      case '$' -> bulk();
      case '*', '~' -> list();
      case '%' -> map();
      case '_' -> nothing();
      case ',' -> decimal(ascii());
      case '#' -> ascii().equals("t");
      case '(' -> big(ascii());
      case '=' -> withoutFormat(bulk());
      case '-' -> throw new JedisDataException(text(line()));
      case '!' -> throw new JedisDataException(bulk().toString());
      default -> throw garbled("an answer begins with byte " + type);
    };
  }

  private byte[] line() {
    var line = new ByteArrayOutputStream();
    for (var b = in.readByte(); b != '\r'; b = in.readByte()) {
      count(1);
      line.write(b);
    }
    if (in.readByte() != '\n') {
      throw garbled("a line ends within");
    }
    return line.toByteArray();
  }

  private String ascii() {
    return new String(line(), StandardCharsets.ISO_8859_1);
  }

  private Object bulk() {
    var length = length();
    if (length < 0) {
      return Null.NULL;
    }
    count(length);
    var content = new byte[(int) length];
    for (var at = 0; at < content.length; ) {
      var read = in.read(content, at, content.length - at);
      if (read < 0) {
        throw new JedisConnectionException("Unexpected end of stream.");
      }
      at += read;
    }
    if (in.readByte() != '\r' || in.readByte() != '\n') {
      throw garbled("a text is longer than announced");
    }
    return text(content);
  }

  private Object list() {
    var length = length();
    if (length < 0) {
      return Null.NULL;
    }
    enter(length);
    var list = new ArrayList<>();
    for (var i = 0; i < length; i++) {
      list.add(element());
    }
    depth--;
    return List.copyOf(list);
  }

  private Object map() {
    var length = length();
    if (length < 0) {
      return Null.NULL;
    }
    enter(2 * Math.min(length, MOST_ELEMENTS));
    Map<String, Object> map = new LinkedHashMap<>();
    for (var i = 0; i < length; i++) {
      var key = element().toString();
      map.put(key, element());
    }
    depth--;
    return map;
  }

  /// An error within an answer is a part of it.
  private Object element() {
    try {
      return read();
    } catch (JedisDataException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void enter(long more) {
    elements += (int) Math.min(more, MOST_ELEMENTS + 1);
    if (++depth > DEEPEST) {
      throw garbled("lists within lists, more than " + DEEPEST + " deep");
    }
    if (elements > MOST_ELEMENTS) {
      throw new ReplyException(
          Reason.LIMIT, "the answer holds more than 10,000 elements; ask for fewer");
    }
  }

  private void count(long more) {
    bytes += (int) Math.min(more, MOST_BYTES + 1);
    if (bytes > MOST_BYTES) {
      throw new ReplyException(Reason.LIMIT, "the answer is larger than 1 MiB; ask for less");
    }
  }

  private Object nothing() {
    var _ = line();
    return Null.NULL;
  }

  private long length() {
    var length = number(ascii());
    if (length < -1) {
      throw garbled("a length is " + length);
    }
    return length;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw garbled("a number is '" + text + "'");
    }
  }

  private static Object decimal(String text) {
    try {
      var decimal = Double.parseDouble(text);
      return Double.isFinite(decimal) ? decimal : text;
    } catch (NumberFormatException _) {
      return text; // inf, -inf, nan
    }
  }

  private static Object big(String text) {
    try {
      return new BigInteger(text).longValueExact();
    } catch (ArithmeticException | NumberFormatException _) {
      return text;
    }
  }

  /// Text of a named format begins with its name, as in `txt:`.
  private static Object withoutFormat(Object text) {
    return text instanceof String s && s.length() >= 4 ? s.substring(4) : text;
  }

  /// UTF-8, and otherwise every byte that is no printable ASCII as `\xff`, as redis-cli shows it.
  private static String text(byte[] content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException _) {
      var text = new StringBuilder();
      for (var b : content) {
        if (b == '\\') {
          text.append("\\\\");
        } else if (b >= ' ' && b < 0x7f) {
          text.append((char) b);
        } else {
          text.append(String.format("\\x%02x", b & 0xff));
        }
      }
      return text.toString();
    }
  }

  private static ReplyException garbled(String how) {
    return new ReplyException(Reason.PROTOCOL, "it does not answer as Redis does: " + how);
  }
}
