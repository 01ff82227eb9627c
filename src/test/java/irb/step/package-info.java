@NullMarked
package irb.step;

import org.jspecify.annotations.NullMarked;
