package irb.source;

import irb.source.Node.Mapping;
import irb.source.Node.Scalar;
import irb.source.Node.Sequence;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A mapping being read key by key; [#done] reports every key that nobody asked for.
public class Form {
  private final Mapping mapping;
  private final Findings findings;
  private final String what;
  private final Set<String> asked = new LinkedHashSet<>();

  /// `what` names the mapping in messages, e.g. `an http action`.
  public Form(Mapping mapping, String what, Findings findings) {
    this.mapping = mapping;
    this.what = what;
    this.findings = findings;
  }

  /// `node` as a form; when it is no mapping, that is reported and the form is empty.
  public static Form of(Node node, String what, Findings findings) {
    if (node instanceof Mapping mapping) {
      return new Form(mapping, what, findings);
    }
    findings.error(
        node.place(), what + " is a mapping, and this is " + node.kind(), "write key: value pairs");
    return new Form(new Mapping(node.place(), List.of()), what, findings) {
      @Override
      public boolean isRead() {
        return false;
      }
    };
  }

  public Place place() {
    return mapping.place();
  }

  /// Whether it is a mapping at all; when not, that is reported, and what it lacks need not be.
  public boolean isRead() {
    return true;
  }

  public Findings findings() {
    return findings;
  }

  /// The keys as written.
  public List<Scalar> keys() {
    return mapping.entries().stream().map(Node.Entry::key).toList();
  }

  public boolean has(String key) {
    return mapping.value(key).isPresent();
  }

  /// The value of `key`, whatever it is; a null is reported and counts as absent.
  public Optional<Node> node(String key) {
    asked.add(key);
    var value = mapping.value(key);
    if (value.isPresent() && value.get() instanceof Scalar scalar && scalar.isNull()) {
      findings.error(keyPlace(key), "'" + key + "' has no value", "write one, or remove the key");
      return Optional.empty();
    }
    return value;
  }

  /// The value of `key`, which must be there.
  public Optional<Node> required(String key) {
    var value = node(key);
    if (value.isEmpty() && !has(key) && isRead()) {
      findings.error(place(), what + " needs '" + key + "'");
    }
    return value;
  }

  public Optional<Scalar> scalar(String key) {
    return node(key).flatMap(n -> asScalar(n, "'" + key + "'"));
  }

  public Optional<Scalar> requiredScalar(String key) {
    return required(key).flatMap(n -> asScalar(n, "'" + key + "'"));
  }

  public Optional<String> text(String key) {
    return scalar(key).map(Scalar::text);
  }

  /// `true` or `false`, and nothing that merely looks like it.
  public boolean flag(String key) {
    var scalar = scalar(key);
    scalar
        .filter(s -> !s.text().equals("true") && !s.text().equals("false"))
        .ifPresent(s ->
            findings.error(s.place(), "'" + key + "' is true or false, and this is '" + s + "'"));
    return scalar.filter(s -> s.text().equals("true")).isPresent();
  }

  /// A whole number of at least `least`.
  public Optional<Integer> number(String key, int least) {
    var scalar = scalar(key);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    try {
      var number = Integer.parseInt(scalar.get().text());
      if (number >= least) {
        return Optional.of(number);
      }
    } catch (NumberFormatException _) {
      // reported below
    }
    findings.error(
        scalar.get().place(),
        "'"
            + key
            + "' is a whole number of at least "
            + least
            + ", and this is '"
            + scalar.get()
            + "'");
    return Optional.empty();
  }

  /// A date such as `2026-11-20`.
  public Optional<LocalDate> date(String key) {
    return scalar(key)
        .flatMap(s -> {
          try {
            return Optional.of(LocalDate.parse(s.text()));
          } catch (DateTimeParseException _) {
            findings.error(
                s.place(), "'" + key + "' is a date such as 2026-11-20, and this is '" + s + "'");
            return Optional.<LocalDate>empty();
          }
        });
  }

  /// One of a few words.
  public <E extends Enum<E>> Optional<E> word(String key, Class<E> words) {
    return scalar(key).flatMap(s -> asWord(s, "'" + key + "'", words));
  }

  public <E extends Enum<E>> Optional<E> asWord(Scalar scalar, String name, Class<E> words) {
    var known = new ArrayList<String>();
    for (var word : words.getEnumConstants()) {
      known.add(word.toString());
      if (word.toString().equals(scalar.text())) {
        return Optional.of(word);
      }
    }
    findings.error(
        scalar.place(),
        name + " is one of " + String.join(", ", known) + ", and this is '" + scalar + "'",
        Nearest.to(scalar.text(), known).map(k -> "did you mean '" + k + "'?").orElse(""));
    return Optional.empty();
  }

  /// A list of texts; a single text counts as a list of one.
  public List<Scalar> scalars(String key) {
    return node(key).map(n -> asScalars(n, "'" + key + "'")).orElse(List.of());
  }

  public List<Scalar> asScalars(Node node, String name) {
    return switch (node) {
      case Scalar scalar -> List.of(scalar);
      case Sequence list ->
          list.items().stream()
              .flatMap(n -> asScalar(n, "an element of " + name).stream())
              .toList();
      case Mapping _ -> {
        findings.error(node.place(), name + " is a list, and this is a mapping");
        yield List.of();
      }
    };
  }

  public List<String> texts(String key) {
    return scalars(key).stream().map(Scalar::text).toList();
  }

  /// The elements of a list.
  public List<Node> list(String key) {
    return node(key)
        .map(n -> {
          if (n instanceof Sequence list) {
            return list.items();
          }
          findings.error(
              n.place(),
              "'" + key + "' is a list, and this is " + n.kind(),
              "write each element on a line of its own, behind '- '");
          return List.<Node>of();
        })
        .orElse(List.of());
  }

  /// A mapping below `key`, read as a form of its own.
  public Optional<Form> form(String key) {
    return node(key).map(n -> Form.of(n, "'" + key + "'", findings));
  }

  /// A mapping from names to texts, in file order.
  public Map<String, Scalar> scalarMap(String key) {
    var map = new LinkedHashMap<String, Scalar>();
    form(key)
        .ifPresent(f ->
            f.entries()
                .forEach(
                    (k, v) -> asScalar(v, "'" + k + "'").ifPresent(s -> map.put(k.text(), s))));
    return map;
  }

  /// Every key with its value; all of them count as asked for. A null value is reported.
  public Map<Scalar, Node> entries() {
    var map = new LinkedHashMap<Scalar, Node>();
    for (var entry : mapping.entries()) {
      node(entry.key().text()).ifPresent(v -> map.put(entry.key(), v));
    }
    return map;
  }

  public Optional<Scalar> asScalar(Node node, String name) {
    if (node instanceof Scalar scalar && !scalar.isNull()) {
      return Optional.of(scalar);
    }
    findings.error(
        node.place(),
        name + " is a text, and this is " + node.kind(),
        node instanceof Mapping ? "a text that holds ': ' or braces must stand in quotes" : "");
    return Optional.empty();
  }

  /// The place of a key as written, or of the mapping when it is not there.
  public Place keyPlace(String key) {
    return keys().stream()
        .filter(k -> k.text().equals(key))
        .map(Scalar::place)
        .findFirst()
        .orElse(place());
  }

  /// Marks `key` as known without reading it.
  public void allow(String... names) {
    asked.addAll(List.of(names));
  }

  /// Reports the keys that nobody asked for.
  public void done() {
    findings.known(place(), Collections.unmodifiableSet(asked));
    for (var key : keys()) {
      if (!asked.contains(key.text())) {
        findings.error(key.place(), "unknown key '" + key + "' in " + what, hint(key));
      }
    }
  }

  /// A key without a value that holds a blank is what an unquoted comma left of a text.
  private String hint(Scalar key) {
    var torn =
        key.text().contains(" ")
            && mapping.value(key.text()).orElse(null) instanceof Scalar value
            && value.isNull();
    return torn
        ? "in flow style ({…}) a comma ends a text; put the whole text in quotes"
        : Nearest.hint(key.text(), asked);
  }
}
