/// Commands and scripts on this machine: read, rendered, started in a group of their own, stopped.
@NullMarked
package irb.step.shell;

import org.jspecify.annotations.NullMarked;
