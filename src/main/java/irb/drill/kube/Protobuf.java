package irb.drill.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Reads the objects that `kubectl create` and `kubectl auth` send in the binary form of the
/// Kubernetes API: the bytes `k8s\0`, a type, and the object as its [ProtoMessage] has it.
final class Protobuf {
  static final String TYPE = "application/vnd.kubernetes.protobuf";

  private static final int MAGIC = 0x6b387300;
  private static final int DEEPEST = 20;

  private Protobuf() {}

  /// The object as JSON.
  static ObjectNode read(byte[] body) {
    try {
      var bytes = ByteBuffer.wrap(body).order(ByteOrder.BIG_ENDIAN);
      if (bytes.getInt() != MAGIC) {
        throw ApiError.badRequest("the body of the request is no object of Kubernetes");
      }
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      var envelope = message(bytes, ProtoMessage.ENVELOPE, 0);
      var type = envelope.path("typeMeta");
      var kind = type.path("kind").asText();
      var message = ProtoMessage.of(kind);
      if (message == ProtoMessage.UNKNOWN) {
        throw ApiError.unknownFormat(TYPE + " of a " + kind);
      }
      var raw = Base64.getDecoder().decode(envelope.path("raw").asText());
      var object = message(little(raw), message, 0);
      return object.put("apiVersion", type.path("apiVersion").asText()).put("kind", kind);
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      throw ApiError.badRequest("the body of the request is cut off or garbled");
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ObjectNode message(ByteBuffer bytes, ProtoMessage type, int depth) {
    if (depth > DEEPEST) {
      throw ApiError.badRequest("the body of the request is nested too deeply");
    }
    var object = JsonNodeFactory.instance.objectNode();
    while (bytes.hasRemaining()) {
      var tag = varint(bytes);
      var field = type.field((int) (tag >>> 3));
      switch ((int) (tag & 7)) {
        case 0 -> number(object, field, varint(bytes));
        case 1 -> bytes.getLong();
        case 2 -> content(object, field, chunk(bytes), depth);
        case 5 -> bytes.getInt();
        default -> throw ApiError.badRequest("the body of the request is garbled");
      }
    }
    return object;
  }

  private static void number(ObjectNode object, ProtoMessage.Field field, long value) {
    switch (field.shape()) {
      case NUMBER -> object.put(field.name(), (int) value);
      case FLAG -> object.put(field.name(), value != 0);
      default -> {
        // nothing that is kept
      }
    }
  }

  private static void content(
      ObjectNode object, ProtoMessage.Field field, byte[] content, int depth) {
    var name = field.name();
    switch (field.shape()) {
      case TEXT -> {
        // the form cannot tell an empty text from one that is not there
        if (content.length > 0) {
          object.put(name, text(content));
        }
      }
      case BYTES -> object.put(name, Base64.getEncoder().encodeToString(content));
      case OBJECT -> object.set(name, message(little(content), field.of(), depth + 1));
      case TEXTS -> list(object, name).add(text(content));
      case OBJECTS -> list(object, name).add(message(little(content), field.of(), depth + 1));
      case MAP -> {
        var entry = message(little(content), field.of(), depth + 1);
        var value = entry.path("value").asText();
        object.withObjectProperty(name).put(entry.path("key").asText(), value);
      }
      case NUMBER, FLAG, IGNORED -> {
        // nothing that is kept
      }
    }
  }

  private static ArrayNode list(ObjectNode object, String name) {
    return object.withArrayProperty(name);
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private static byte[] chunk(ByteBuffer bytes) {
    var length = varint(bytes);
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    var chunk = new byte[(int) length];
    bytes.get(chunk);
    return chunk;
  }

  private static long varint(ByteBuffer bytes) {
    var value = 0L;
    for (var shift = 0; shift < Long.SIZE; shift += 7) {
      var next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new BufferUnderflowException();
  }
}
