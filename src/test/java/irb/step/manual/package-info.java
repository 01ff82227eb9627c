@NullMarked
package irb.step.manual;

import org.jspecify.annotations.NullMarked;
