@NullMarked
package irb.step.notify;

import org.jspecify.annotations.NullMarked;
