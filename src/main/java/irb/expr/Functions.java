package irb.expr;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The functions irb adds to CEL: `number("512Mi")` and `date(now, "yyyy-MM-dd")`.
final class Functions {
  private static final Pattern NUMBER =
      Pattern.compile("\\s*([+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\s*([%A-Za-z]*)\\s*");
  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("", 1.0),
          Map.entry("%", 1.0),
          Map.entry("b", 1.0),
          Map.entry("m", 1e-3),
          Map.entry("k", 1e3),
          Map.entry("kb", 1e3),
          Map.entry("M", 1e6),
          Map.entry("mb", 1e6),
          Map.entry("g", 1e9),
          Map.entry("gb", 1e9),
          Map.entry("t", 1e12),
          Map.entry("tb", 1e12),
          Map.entry("ki", 0x1p10),
          Map.entry("kib", 0x1p10),
          Map.entry("mi", 0x1p20),
          Map.entry("mib", 0x1p20),
          Map.entry("gi", 0x1p30),
          Map.entry("gib", 0x1p30),
          Map.entry("ti", 0x1p40),
          Map.entry("tib", 0x1p40));

  private Functions() {}

  static List<CelFunctionDecl> declarations() {
    return List.of(
        CelFunctionDecl.newFunctionDeclaration(
            "number",
            CelOverloadDecl.newGlobalOverload(
                "irb_number_string", SimpleType.DYN, SimpleType.STRING),
            CelOverloadDecl.newGlobalOverload("irb_number_int", SimpleType.DYN, SimpleType.INT),
            CelOverloadDecl.newGlobalOverload(
                "irb_number_double", SimpleType.DYN, SimpleType.DOUBLE)),
        CelFunctionDecl.newFunctionDeclaration(
            "date",
            CelOverloadDecl.newGlobalOverload(
                "irb_date_timestamp_string",
                SimpleType.STRING,
                SimpleType.TIMESTAMP,
                SimpleType.STRING)));
  }

  static List<CelFunctionBinding> bindings() {
    var bindings = new ArrayList<CelFunctionBinding>();
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "number",
            CelFunctionBinding.from("irb_number_string", String.class, Functions::number),
            CelFunctionBinding.from("irb_number_int", Long.class, Long::doubleValue),
            CelFunctionBinding.from("irb_number_double", Double.class, d -> d)));
    bindings.addAll(
        CelFunctionBinding.fromOverloads(
            "date",
            CelFunctionBinding.from(
                "irb_date_timestamp_string", Instant.class, String.class, Functions::date)));
    return List.copyOf(bindings);
  }

  /// `m` is Kubernetes' milli and `M` a million; elsewhere the case of a unit says nothing.
  private static double number(String text) {
    var number = NUMBER.matcher(text);
    if (number.matches()) {
      var written = number.group(2);
      var unit =
          written.equals("M") || written.equals("m") ? written : written.toLowerCase(Locale.ROOT);
      var factor = UNITS.get(unit);
      if (factor != null) {
        return Double.parseDouble(number.group(1)) * factor;
      }
    }
    throw new IllegalArgumentException(
        "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "' is no number");
  }

  private static String date(Instant time, String pattern) {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
          .withZone(ZoneOffset.UTC)
          .format(time);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + pattern + "' is no date pattern: " + e.getMessage(), e);
    }
  }
}
