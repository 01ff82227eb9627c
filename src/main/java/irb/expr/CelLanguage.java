package irb.expr;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import irb.expr.Expressions.Wanted;
import irb.source.Findings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// CEL, as Kubernetes and Envoy use it, with one departure: arithmetic mixes whole and decimal
/// numbers, and `/` never truncates.
final class CelLanguage implements Expressions.Language {
  private static final int MOST_ITERATIONS = 100_000;

  private final CelOptions options =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .enableOptionalSyntax(true)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .build();
  private final CelRuntime runtime =
      CelRuntimeFactory.plannerRuntimeBuilder()
          .setOptions(options)
          .setStandardFunctions(Arithmetic.standardFunctions())
          .addFunctionBindings(Arithmetic.bindings())
          .addFunctionBindings(Functions.bindings())
          .addLibraries(
              CelExtensions.optional(),
              CelExtensions.strings(),
              CelExtensions.lists(),
              CelExtensions.regex(),
              CelExtensions.math())
          .build();
  private final Map<Scope, CelCompiler> compilers = new ConcurrentHashMap<>();
  private final Map<Expression, CelRuntime.Program> programs = new ConcurrentHashMap<>();

  @Override
  public void check(Expression expression, Scope scope, Wanted wanted, Findings findings) {
    try {
      var ast = compile(expression, scope);
      if (wanted == Wanted.CONDITION && !isBoolean(ast.getResultType())) {
        findings.error(
            expression.place(),
            "a condition is true or false, and this is " + CelTypes.words(ast.getResultType()),
            "compare it with something");
      }
    } catch (CelValidationException e) {
      new CelMessages(expression, scope).report(e.getErrors(), findings);
    }
  }

  @Override
  public Object evaluate(Expression expression, Scope scope, Map<String, Object> values)
      throws ExpressionException {
    try {
      var program = programs.get(expression);
      if (program == null) {
        program = runtime.createProgram(compile(expression, scope));
        programs.put(expression, program);
      }
      return CelValues.fromCel(program.eval(bindings(expression, values)), expression);
    } catch (CelValidationException e) {
      throw new ExpressionException(expression, String.valueOf(e.getMessage()));
    } catch (CelEvaluationException e) {
      throw new ExpressionException(
          expression, CelMessages.failure(e) + Operands.text(expression, values));
    }
  }

  /// Only what the expression names is converted.
  private static Map<String, Object> bindings(Expression expression, Map<String, Object> values) {
    var bindings = new LinkedHashMap<String, Object>();
    for (var reference : expression.references()) {
      var value = values.get(reference.root());
      if (value != null) {
        bindings.computeIfAbsent(reference.root(), _ -> CelValues.toCel(value));
      }
    }
    return bindings;
  }

  private CelAbstractSyntaxTree compile(Expression expression, Scope scope)
      throws CelValidationException {
    return compilers.computeIfAbsent(scope, this::compiler).compile(expression.text()).getAst();
  }

  private CelCompiler compiler(Scope scope) {
    var types = new CelTypes();
    var builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(Arithmetic.standardDeclarations())
            .setOptions(options)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addFunctionDeclarations(Arithmetic.declarations())
            .addFunctionDeclarations(Functions.declarations())
            .addLibraries(
                CelExtensions.optional(),
                CelExtensions.strings(),
                CelExtensions.lists(),
                CelExtensions.regex(),
                CelExtensions.math());
    scope.names().fields().forEach((name, shape) -> builder.addVar(name, types.type(name, shape)));
    return builder.setTypeProvider(types.provider()).build();
  }

  private static boolean isBoolean(CelType type) {
    return type.equals(SimpleType.BOOL) || type.equals(SimpleType.DYN);
  }
}
