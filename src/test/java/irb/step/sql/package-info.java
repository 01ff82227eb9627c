@NullMarked
package irb.step.sql;

import org.jspecify.annotations.NullMarked;
