package irb.expr;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import irb.expr.Shape.Any;
import irb.expr.Shape.ListOf;
import irb.expr.Shape.MapOf;
import irb.expr.Shape.Single;
import irb.expr.Shape.Struct;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Shapes as CEL types, so that CEL's checker finds a misspelt field.
final class CelTypes {
  private final Map<String, StructType> structs = new LinkedHashMap<>();

  /// The CEL type of `shape`; structs are called by the path that leads to them.
  CelType type(String path, Shape shape) {
    return switch (shape) {
      case Any _ -> SimpleType.DYN;
      case Single(var type) -> single(type);
      case ListOf(var element) -> ListType.create(type(path + ".element", element));
      case MapOf(var value) -> MapType.create(SimpleType.STRING, type(path + ".value", value));
      case Struct(var fields) -> struct(path, fields);
    };
  }

  private StructType struct(String path, Map<String, Shape> fields) {
    var types = new LinkedHashMap<String, CelType>();
    fields.forEach((name, shape) -> types.put(name, type(path + "." + name, shape)));
    var known = ImmutableMap.copyOf(types);
    var struct =
        StructType.create(
            "irb." + path, known.keySet(), name -> Optional.ofNullable(known.get(name)));
    structs.put(struct.name(), struct);
    return struct;
  }

  private static CelType single(String type) {
    return switch (type) {
      case "bool" -> SimpleType.BOOL;
      case "int" -> SimpleType.INT;
      case "double" -> SimpleType.DOUBLE;
      case "string" -> SimpleType.STRING;
      case "timestamp" -> SimpleType.TIMESTAMP;
      case "duration" -> SimpleType.DURATION;
      default -> throw new IllegalArgumentException(type);
    };
  }

  /// The structs that were made so far, for CEL's checker to find by name.
  CelTypeProvider provider() {
    return new Structs(ImmutableMap.copyOf(structs));
  }

  @Immutable
  private record Structs(ImmutableMap<String, StructType> byName) implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.copyOf(byName.values());
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(byName.get(name));
    }
  }

  /// A type for people, e.g. `a number`.
  static String words(CelType type) {
    return switch (type.kind()) {
      case INT, UINT, DOUBLE -> "a number";
      case STRING -> "a text";
      case LIST -> "a list";
      case MAP, STRUCT -> "a map";
      case TIMESTAMP -> "a time";
      case DURATION -> "a duration";
      default -> "a " + type.name().toLowerCase(Locale.ROOT);
    };
  }
}
