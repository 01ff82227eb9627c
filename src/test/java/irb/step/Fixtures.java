package irb.step;

import static org.assertj.core.api.Assertions.assertThat;

import irb.expr.Allow;
import irb.expr.Expression;
import irb.expr.ExpressionException;
import irb.expr.Null;
import irb.expr.Rendering;
import irb.expr.Values;
import irb.source.Finding;
import irb.source.Findings;
import irb.source.Node.Scalar;
import irb.source.Place;
import irb.source.Source;
import irb.source.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What tests of executors need: actions from YAML, values by plain path, calls.
public final class Fixtures {
  private Fixtures() {}

  /// The action that `yaml` (what stands under the key) says; it must be free of findings.
  public static Action action(StepType type, String yaml) {
    var findings = new Findings();
    var node =
        Objects.requireNonNull(YamlReader.parse(yaml, findings), () -> texts(findings).toString());
    var action = type.read(node, findings);
    assertThat(texts(findings)).isEmpty();
    return action.orElseThrow();
  }

  /// `text` as if it stood alone in a file.
  public static Scalar scalar(String text) {
    return new Scalar(new Place(new Source("text", text), 1, 1), text, true, 0);
  }

  /// What is found wrong with `yaml`.
  public static List<String> findings(StepType type, String yaml) {
    var findings = new Findings();
    var node =
        Objects.requireNonNull(YamlReader.parse(yaml, findings), () -> texts(findings).toString());
    type.read(node, findings);
    return texts(findings);
  }

  public static Rendering rendering(Map<String, ?> values, Allow... allowed) {
    return new Rendering(values(values), Set.copyOf(Arrays.asList(allowed)));
  }

  /// Values of expressions that are nothing but a path, e.g. `params.name`.
  public static Values values(Map<String, ?> values) {
    return new Paths(values);
  }

  private record Paths(Map<String, ?> values) implements Values {
    @Override
    public Object of(Expression expression) throws ExpressionException {
      return take(values, expression);
    }

    @Override
    public Values with(String name, Object value) {
      var more = new java.util.HashMap<String, Object>(values);
      more.put(name, value);
      return new Paths(more);
    }
  }

  private static Object take(Object values, Expression expression) throws ExpressionException {
    var value = values;
    for (var name : expression.text().strip().split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    if (value == null) {
      throw new ExpressionException(expression, "there is no such value");
    }
    return value == Null.NULL ? Null.NULL : value;
  }

  public static Call call(Call.Mode mode, Stop stop, Sessions sessions) {
    return call(mode, stop, sessions, Operator.NOBODY);
  }

  public static Call call(Call.Mode mode, Stop stop, Sessions sessions, Operator operator) {
    return new Call(
        "step",
        "What it does",
        mode,
        Duration.ofSeconds(20),
        OptionalLong.empty(),
        stop,
        sessions,
        "test/1",
        operator);
  }

  public static Call call(Call.Mode mode, Sessions sessions) {
    return call(mode, new Stop(), sessions);
  }

  /// A host that is not there, for what only names it.
  public static Target.Ssh ssh(String name) {
    return new Target.Ssh(
        name,
        List.of(name + ".example.com"),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        new Target.SshUser("irb", Path.of("/"), Map.of(), false));
  }

  private static List<String> texts(Findings findings) {
    return findings.all().stream().map(Finding::text).toList();
  }
}
