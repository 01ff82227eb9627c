/// Interprets a runbook's graph: reads, decides, asks, changes, verifies, and tells every listener.
@NullMarked
package irb.engine;

import org.jspecify.annotations.NullMarked;
