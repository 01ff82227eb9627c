/// The contract of a step: what an action is, how it is carried out, and how it ends.
@NullMarked
package irb.step;

import org.jspecify.annotations.NullMarked;
