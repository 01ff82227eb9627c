/// Tests of connections, host keys and remote commands against real servers.
@NullMarked
package irb.ssh;

import org.jspecify.annotations.NullMarked;
