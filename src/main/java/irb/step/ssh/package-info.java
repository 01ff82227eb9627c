/// Commands and scripts on other machines.
@NullMarked
package irb.step.ssh;

import org.jspecify.annotations.NullMarked;
