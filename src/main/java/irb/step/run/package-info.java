/// A runbook as a step of another one; the engine carries it out.
@NullMarked
package irb.step.run;

import org.jspecify.annotations.NullMarked;
