package irb.step;

import irb.schema.Schema;
import irb.source.Findings;
import irb.source.Node;
import java.util.Optional;

/// A kind of action: its key in YAML, its help, and how it is read.
public interface StepType {
  /// The key, e.g. `sql`.
  String key();

  /// One line for `irb help steps`.
  String help();

  /// A whole step that uses it; it parses, lints and runs in a test.
  String example();

  /// What may stand under the key, for editors; a test holds it to what [#read] asks for.
  Schema schema();

  /// Reads what stands under the key; empty when something was found that hides it.
  Optional<? extends Action> read(Node node, Findings findings);
}
