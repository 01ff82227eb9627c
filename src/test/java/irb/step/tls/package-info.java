/// The `tls` action against real servers and real files.
@NullMarked
package irb.step.tls;

import org.jspecify.annotations.NullMarked;
