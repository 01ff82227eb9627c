package irb.expr;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where arithmetic departs from CEL: whole and decimal numbers mix, and `/` gives decimals, so
/// that `used / max < 0.7` means what it says. Division by zero is an error.
final class Arithmetic {
  private Arithmetic() {}

  private enum Operator {
    ADD("_+_"),
    SUBTRACT("_-_"),
    MULTIPLY("_*_"),
    DIVIDE("_/_");

    private final String function;

    Operator(String function) {
      this.function = function;
    }

    String overload(String types) {
      return "irb_" + name().toLowerCase(Locale.ROOT) + "_" + types;
    }

    double apply(double a, double b) {
      return switch (this) {
        case ADD -> a + b;
        case SUBTRACT -> a - b;
        case MULTIPLY -> a * b;
        case DIVIDE -> divide(a, b);
      };
    }
  }

  static CelStandardDeclarations standardDeclarations() {
    return CelStandardDeclarations.newBuilder()
        .excludeFunctions(CelStandardDeclarations.StandardFunction.DIVIDE)
        .build();
  }

  static CelStandardFunctions standardFunctions() {
    return CelStandardFunctions.newBuilder()
        .excludeFunctions(CelStandardFunctions.StandardFunction.DIVIDE)
        .build();
  }

  static List<CelFunctionDecl> declarations() {
    var declarations = new ArrayList<CelFunctionDecl>();
    for (var operator : Operator.values()) {
      var overloads = new ArrayList<CelOverloadDecl>();
      overloads.add(overload(operator, "int_double", SimpleType.INT, SimpleType.DOUBLE));
      overloads.add(overload(operator, "double_int", SimpleType.DOUBLE, SimpleType.INT));
      if (operator == Operator.DIVIDE) {
        overloads.add(overload(operator, "int_int", SimpleType.INT, SimpleType.INT));
        overloads.add(overload(operator, "double_double", SimpleType.DOUBLE, SimpleType.DOUBLE));
      }
      declarations.add(CelFunctionDecl.newFunctionDeclaration(operator.function, overloads));
    }
    return List.copyOf(declarations);
  }

  static List<CelFunctionBinding> bindings() {
    var bindings = new ArrayList<CelFunctionBinding>();
    for (var operator : Operator.values()) {
      var overloads = new ArrayList<CelFunctionBinding>();
      overloads.add(binding(operator, "int_double", Long.class, Double.class));
      overloads.add(binding(operator, "double_int", Double.class, Long.class));
      if (operator == Operator.DIVIDE) {
        overloads.add(binding(operator, "int_int", Long.class, Long.class));
        overloads.add(binding(operator, "double_double", Double.class, Double.class));
      }
      bindings.addAll(CelFunctionBinding.fromOverloads(operator.function, overloads));
    }
    return List.copyOf(bindings);
  }

  private static CelOverloadDecl overload(
      Operator operator, String types, CelType left, CelType right) {
    return CelOverloadDecl.newGlobalOverload(operator.overload(types), SimpleType.DYN, left, right);
  }

  private static <A extends Number, B extends Number> CelFunctionBinding binding(
      Operator operator, String types, Class<A> left, Class<B> right) {
    return CelFunctionBinding.from(
        operator.overload(types),
        left,
        right,
        (a, b) -> operator.apply(a.doubleValue(), b.doubleValue()));
  }

  private static double divide(double a, double b) {
    if (b == 0) {
      throw new ArithmeticException("division by zero");
    }
    return a / b;
  }
}
