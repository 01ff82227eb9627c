/// Tests of drills.
@NullMarked
package irb.drill;

import org.jspecify.annotations.NullMarked;
