/// Tests of the ssh step against real servers.
@NullMarked
package irb.step.ssh;

import org.jspecify.annotations.NullMarked;
