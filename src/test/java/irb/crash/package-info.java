/// The whole program, killed at every place where that may matter, and taken up again.
@NullMarked
package irb.crash;

import org.jspecify.annotations.NullMarked;
