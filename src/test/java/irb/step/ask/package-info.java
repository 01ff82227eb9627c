@NullMarked
package irb.step.ask;

import org.jspecify.annotations.NullMarked;
