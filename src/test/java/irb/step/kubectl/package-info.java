@NullMarked
package irb.step.kubectl;

import org.jspecify.annotations.NullMarked;
