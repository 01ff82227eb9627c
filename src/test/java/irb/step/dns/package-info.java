/// The `dns` action against name servers on loopback.
@NullMarked
package irb.step.dns;

import org.jspecify.annotations.NullMarked;
