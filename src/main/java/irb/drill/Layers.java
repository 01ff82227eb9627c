package irb.drill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Answers of a stand-in with the changes that faults make to them, of which each can be taken away
/// without the others. The change made last counts first.
final class Layers<V> {
  private final Map<String, V> base;
  private final List<Layer<V>> layers = new ArrayList<>();

  /// A change that was made.
  static final class Layer<V> {
    private final Map<String, V> answers;

    private Layer(Map<String, V> answers) {
      this.answers = answers;
    }
  }

  Layers(Map<String, V> base) {
    this.base = Collections.unmodifiableMap(new LinkedHashMap<>(base));
  }

  synchronized Layer<V> add(Map<String, V> changed) {
    var layer = new Layer<>(Collections.unmodifiableMap(new LinkedHashMap<>(changed)));
    layers.addFirst(layer);
    return layer;
  }

  synchronized void remove(Layer<V> layer) {
    layers.remove(layer);
  }

  /// What counts now, in the order in which it is looked at.
  synchronized Map<String, V> now() {
    var all = new LinkedHashMap<String, V>();
    layers.forEach(l -> l.answers.forEach(all::putIfAbsent));
    base.forEach(all::putIfAbsent);
    return Collections.unmodifiableMap(all);
  }
}
