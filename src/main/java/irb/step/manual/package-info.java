/// What only a person can do: irb says it, and is told when it is done.
@NullMarked
package irb.step.manual;

import org.jspecify.annotations.NullMarked;
