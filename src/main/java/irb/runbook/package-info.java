/// Runbooks and playbooks: the model, how it is read from YAML, and the proof that its graph is
/// sound.
@NullMarked
package irb.runbook;

import org.jspecify.annotations.NullMarked;
