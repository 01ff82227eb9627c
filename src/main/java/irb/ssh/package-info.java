/// Other machines, reached by SSH: whom to connect to, how a host proves who it is, and commands
/// run there.
@NullMarked
package irb.ssh;

import org.jspecify.annotations.NullMarked;
