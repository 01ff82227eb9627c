/// A question to the operator whose answer the runbook goes on with.
@NullMarked
package irb.step.ask;

import org.jspecify.annotations.NullMarked;
