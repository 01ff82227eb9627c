@NullMarked
package irb.expr;

import org.jspecify.annotations.NullMarked;
